import Domain
import Hub
import NIOCore

/// A file on a Hub as something whose header can be read, a range at a time.
struct HubRanges: RangeReading {
    let hub: any HubReading
    let repository: RepositoryID
    let commit: GitObjectID
    let file: RemoteFile
    /// No byte from here on is asked for.
    let limit: ByteCount

    var size: Int64 { file.size.bytes }

    func read(_ range: Range<Int64>) async throws -> [UInt8] {
        guard range.upperBound <= limit.bytes else { throw HubError.tooLarge(what: "`\(file.path)`", limit: limit) }
        let response = try await hub.open(file, of: repository, commit: commit, range: range)
        // A server that ignores ranges sends the file from its beginning: what stands before the range is passed over.
        var skip = range.lowerBound - response.start
        guard skip >= 0 else { throw HubError.malformed(what: "another part of `\(file.path)` than was asked for") }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(range.count)
        for try await buffer in response.body {
            let passed = min(skip, Int64(buffer.readableBytes))
            skip -= passed
            bytes += buffer.readableBytesView.dropFirst(Int(passed)).prefix(range.count - bytes.count)
            if bytes.count == range.count { break }
        }
        return bytes
    }
}
