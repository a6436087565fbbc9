package import Storage

/// Accounts: who there is, what they may do, and how they prove that it is them.
package struct AccessService: Sendable {
    let database: any Database
    /// Milliseconds since 1970.
    let now: @Sendable () -> Int64
    let cost: PasswordCost
    let work = PasswordWork()
    /// Compared with where there is no such user.
    let decoy: PasswordHash
    /// What was done and refused.
    package let audit: AuditTrail

    /// The tables must be there: `database.migrate([AccessService.migrations(for: database.dialect)])`.
    package init(
        database: any Database, cost: PasswordCost = .standard, now: @escaping @Sendable () -> Int64
    ) {
        self.database = database
        self.now = now
        self.cost = cost
        decoy = PasswordHash(fittingNothing: cost)
        audit = AuditTrail(database: database, now: now)
    }

    /// The present moment, as everything here counts it.
    package var moment: Int64 { now() }

    /// One transaction on the tables at the present moment.
    func write<T: Sendable>(_ body: @escaping @Sendable (AccessTable) throws -> T) async throws -> T {
        let now = now
        return try await database.write { try body(AccessTable(session: $0, now: now())) }
    }

    /// One unchanging view of the tables.
    func read<T: Sendable>(_ body: @escaping @Sendable (AccessTable) throws -> T) async throws -> T {
        let now = now
        return try await database.read { try body(AccessTable(session: $0, now: now())) }
    }

    /// A look at a row or two, before every request.
    func glance<T: Sendable>(_ body: @escaping @Sendable (AccessTable) throws -> T) async throws -> T {
        let now = now
        return try await database.glance { try body(AccessTable(session: $0, now: now())) }
    }

    /// The hash of a new password, made on a thread of its own.
    func hash(_ password: Password) async throws -> PasswordHash {
        let cost = cost
        return try await work.withRoom {
            try await CostlyWork.run { try PasswordHash(of: password, cost) }
        }
    }
}

/// The tables of accounts within one transaction, at one moment.
struct AccessTable {
    let session: any DatabaseSession
    /// Milliseconds since 1970.
    let now: Int64
}
