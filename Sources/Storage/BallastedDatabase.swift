/// A database that gives up its ballast when the disk is full, and tries the same change once more.
package struct BallastedDatabase: Database {
    private let inner: any Database
    private let ballast: Ballast

    package init(_ inner: any Database, ballast: Ballast) {
        self.inner = inner
        self.ballast = ballast
        ballast.fill()
    }

    package var dialect: any Dialect { inner.dialect }

    package func read<T: Sendable>(
        _ body: @escaping @Sendable (any DatabaseSession) throws -> T
    ) async throws -> T { try await inner.read(body) }

    package func glance<T: Sendable>(
        _ body: @escaping @Sendable (any DatabaseSession) throws -> T
    ) async throws -> T { try await inner.glance(body) }

    package func write<T: Sendable>(
        _ body: @escaping @Sendable (any DatabaseSession) throws -> T
    ) async throws -> T {
        do {
            return try await inner.write(body)
        } catch let error as StorageError {
            guard case .diskFull = error, ballast.giveUp() else { throw error }
            return try await inner.write(body)
        }
    }

    package func close() async throws { try await inner.close() }
}
