import Domain
package import NIOCore

/// The bytes of a file in the order they arrive, with the sender held back while nobody reads. Can be read once.
package struct FileBody: AsyncSequence, Sendable {
    package typealias Element = ByteBuffer

    private let makeNext: @Sendable () -> () async throws -> ByteBuffer?
    private let file: String
    /// More bytes than this are an error.
    private let limit: Int64
    /// Fewer bytes than this are an error.
    private let promised: Int64?

    /// - Parameters:
    ///   - file: the name that an error about the body carries.
    ///   - limit: the most bytes that may come.
    ///   - promised: the bytes that must come, when known.
    package init<Base: AsyncSequence & Sendable>(
        _ base: Base, file: String, limit: Int64, promised: Int64?
    ) where Base.Element == ByteBuffer {
        makeNext = {
            var iterator = base.makeAsyncIterator()
            return { try await iterator.next(isolation: #isolation) }
        }
        self.file = file
        self.limit = limit
        self.promised = promised
    }

    /// No bytes at all.
    package static let empty = FileBody(
        AsyncStream<ByteBuffer> { $0.finish() }, file: "", limit: 0, promised: nil)

    /// To be called once: the bytes are not kept.
    package func makeAsyncIterator() -> Iterator {
        Iterator(next: makeNext(), file: file, limit: limit, promised: promised)
    }

    /// Counts what comes and holds it against what was promised.
    package struct Iterator: AsyncIteratorProtocol {
        fileprivate let next: () async throws -> ByteBuffer?
        fileprivate let file: String
        fileprivate let limit: Int64
        fileprivate let promised: Int64?
        fileprivate var seen: Int64 = 0

        /// The next bytes; nil at the end. Throws `HubError`.
        package mutating func next() async throws -> ByteBuffer? {
            do {
                guard let buffer = try await next() else {
                    if let promised, seen < promised {
                        throw HubError.truncated(file: file, received: ByteCount(seen), expected: ByteCount(promised))
                    }
                    return nil
                }
                seen += Int64(buffer.readableBytes)
                guard seen <= limit else { throw HubError.tooLarge(what: file, limit: ByteCount(limit)) }
                return buffer
            } catch let error as HubError {
                throw error
            } catch {
                throw try HubError(transport: error, reading: file)
            }
        }
    }
}
