import Blobs
import Domain
import Hub
import NIOCore
import Synchronization

/// A Hub that serves bytes from memory, rightly or not as each request is told to go.
struct MemoryHub: HubReading {
    /// How one request goes wrong. Counts and places are in bytes of the file.
    enum Fault: Sendable {
        /// The body ends after so many bytes, as if that were all.
        case cut(after: Int)
        /// The body breaks off with an error after so many bytes.
        case broken(after: Int)
        /// The whole file comes, whatever was asked for.
        case ignoresRange
        /// The body begins somewhere else than asked.
        case startsAt(Int64)
        /// The size of the file is told wrongly.
        case tellsSize(Int64)
        case tellsTag(String)
        /// After so many bytes nothing comes, and nobody says why.
        case silent(after: Int)
        /// The byte at a place is another.
        case changed(at: Int)
        /// More bytes come than the file has.
        case longer
        case error(HubError)
    }

    let files: [RepositoryPath: [UInt8]]
    let log = Log()
    /// - Parameter request: from 1, counted for each file.
    let fault: @Sendable (_ request: Int, _ file: RemoteFile, _ range: Range<Int64>?) -> Fault?

    /// What was asked for and given.
    final class Log: Sendable {
        struct Asked: Sendable {
            let path: String
            let range: Range<Int64>?
        }

        private let all = Mutex<[Asked]>([])
        var asked: [Asked] { all.withLock { $0 } }
        var paths: [String] { asked.map(\.path).sorted() }
        /// Bytes asked for in ranges.
        var bytes: Int64 { asked.reduce(0) { $0 + Int64($1.range?.count ?? 0) } }

        func note(_ asked: Asked) -> Int {
            all.withLock { all in
                all.append(asked)
                return all.count { $0.path == asked.path }
            }
        }
    }

    let endpoint = HubEndpoint(folder: "/memory")

    init(
        _ files: [RepositoryPath: [UInt8]],
        fault: @escaping @Sendable (_ request: Int, _ file: RemoteFile, _ range: Range<Int64>?) -> Fault? = { _, _, _ in
            nil
        }
    ) {
        self.files = files
        self.fault = fault
    }

    func open(
        _ file: RemoteFile, of repository: RepositoryID, commit: GitObjectID, range: Range<Int64>?
    ) async throws -> FileResponse {
        let request = log.note(.init(path: file.path.text, range: range))
        guard var bytes = files[file.path] else { throw HubError.entryNotFound(repository, path: file.path.text) }
        let fault = fault(request, file, range)
        var wanted = range.map { Int($0.lowerBound)..<Int($0.upperBound) } ?? 0..<bytes.count
        var (total, etag) = (Int64(bytes.count), file.content.identity.hex)
        var end = Pieces.End.finished
        switch fault {
        case nil: break
        case .cut(let count): wanted = wanted.prefix(count)
        case .broken(let count): (wanted, end) = (wanted.prefix(count), .broken)
        case .ignoresRange: wanted = 0..<bytes.count
        case .startsAt(let start): wanted = Int(start)..<max(Int(start), wanted.upperBound)
        case .tellsSize(let other): total = other
        case .tellsTag(let other): etag = other
        case .silent(let count): (wanted, end) = (wanted.prefix(count), .silent)
        case .changed(let place): bytes[place] ^= 1
        case .longer: bytes += [1, 2, 3]
        case .error(let error): throw error
        }
        if case .longer = fault { wanted = wanted.lowerBound..<bytes.count }
        return FileResponse(
            start: Int64(wanted.lowerBound), total: total, etag: etag,
            body: FileBody(
                Pieces(bytes: bytes[wanted], end: end), file: file.path.text, limit: .max, promised: nil))
    }

    // A download asks for nothing else.
    func search(_ query: HubQuery, kind: RepositoryKind) async throws -> HubPage {
        throw HubError.offline(host: "memory")
    }
    func page(at cursor: HubCursor) async throws -> HubPage { throw HubError.offline(host: "memory") }
    func info(_ repository: RepositoryID, revision: Revision) async throws -> RepositoryInfo {
        throw HubError.offline(host: "memory")
    }
    func tree(_ repository: RepositoryID, commit: GitObjectID) async throws -> [RemoteFile] {
        throw HubError.offline(host: "memory")
    }
    func refs(_ repository: RepositoryID) async throws -> RepositoryRefs { throw HubError.offline(host: "memory") }
    func commits(_ repository: RepositoryID, revision: Revision, limit: Int) async throws -> [RepositoryCommit] {
        throw HubError.offline(host: "memory")
    }
    func smallFile(
        _ repository: RepositoryID, commit: GitObjectID, path: RepositoryPath, limit: ByteCount
    ) async throws -> [UInt8] { throw HubError.offline(host: "memory") }
}

/// Bytes in pieces of odd sizes, and what comes after the last.
private struct Pieces: AsyncSequence, Sendable {
    enum End: Sendable { case finished, broken, silent }
    struct LineBroke: Error {}

    let bytes: ArraySlice<UInt8>
    let end: End

    func makeAsyncIterator() -> Iterator { Iterator(rest: bytes, end: end) }

    struct Iterator: AsyncIteratorProtocol {
        var rest: ArraySlice<UInt8>
        let end: End

        mutating func next() async throws -> ByteBuffer? {
            guard rest.isEmpty else {
                let piece = rest.prefix(100_003)
                rest = rest.dropFirst(piece.count)
                return ByteBuffer(bytes: piece)
            }
            switch end {
            case .finished: return nil
            case .broken: throw LineBroke()
            case .silent:
                // Waits for what never comes, until whoever listens gives up.
                try await Task.sleep(for: .seconds(3600))
                return nil
            }
        }
    }
}
