import Blobs
import Domain
import NIOCore

/// Fetches a file of at most a mebibyte into memory, proves it, and stages it.
struct SmallFileFetch: Sendable {
    let download: FileDownload

    private var meter: TransferMeter { download.order.meter }

    static let largest = ByteCount(1 << 20)

    func run() async throws -> PlacedFile {
        let file = download.file
        var buffer = try await bytes()
        let first = hashes(of: buffer)
        if !first.matches(file.content) {
            meter.lose(Int64(buffer.readableBytes))
            buffer = try await bytes()
            let second = hashes(of: buffer)
            guard second.matches(file.content) else {
                meter.lose(Int64(buffer.readableBytes))
                throw wrong(second, before: first)
            }
        }
        let staged = try await download.order.store.stage(bytes: Array(buffer.readableBytesView))
        meter.settle(Int64(buffer.readableBytes))
        return PlacedFile(file: file, facts: staged.facts, staged: staged)
    }

    private func wrong(_ got: ContentHashes, before: ContentHashes) -> DownloadError {
        let wanted = download.file.content.identity
        let path = download.file.path
        return got == before
            ? .sourceIsWrong(file: path, wanted: wanted, got: got.identity(like: wanted))
            : .lineIsWrong(file: path, wanted: wanted, got: got.identity(like: wanted))
    }

    private func hashes(of buffer: ByteBuffer) -> ContentHashes {
        var hasher = ContentHasher(expecting: download.file.content)
        buffer.withUnsafeReadableBytes { hasher.update($0) }
        return hasher.finish()
    }

    private func bytes() async throws -> ByteBuffer {
        var patience = Patience(download.settings)
        while true {
            do {
                return try await onceUnlessStalled()
            } catch  where Patience.isWorthAnotherTry(error) {
                try await patience.pause(after: error, progressed: false)
            }
        }
    }

    private func onceUnlessStalled() async throws -> ByteBuffer {
        let limit = download.settings.stallLimit
        let (outcome, stalled) = await StallWatch.run(limit: limit) { watch in
            await Result { () async throws in try await once(watch) }
        }
        try Task.checkCancellation()
        if stalled { throw DownloadError.stalled(file: download.file.path, at: 0, after: limit) }
        return try outcome.get()
    }

    private func once(_ watch: StallWatch) async throws -> ByteBuffer {
        var whole = ByteBuffer()
        do {
            try await receive(into: &whole, watch)
            return whole
        } catch {
            meter.lose(Int64(whole.readableBytes))
            throw error
        }
    }

    private func receive(into whole: inout ByteBuffer, _ watch: StallWatch) async throws {
        let size = download.file.content.size.bytes
        let response = try await watch.next { try await download.open(nil) }
        var pieces = response.body.makeAsyncIterator()
        while var buffer = try await watch.next({ try await pieces.next() }) {
            meter.receive(buffer.readableBytes)
            guard Int64(whole.readableBytes + buffer.readableBytes) <= size else {
                let got = ByteCount(whole.readableBytes + buffer.readableBytes)
                throw DownloadError.lengthDiffers(file: download.file.path, wanted: ByteCount(size), got: got)
            }
            meter.arrive(Int64(buffer.readableBytes))
            whole.writeBuffer(&buffer)
        }
        guard whole.readableBytes == size else {
            throw DownloadError.endedEarly(file: download.file.path, at: Int64(whole.readableBytes), of: size)
        }
    }
}

extension Result where Failure == any Error {
    /// The outcome of asynchronous work.
    fileprivate init(_ work: () async throws -> Success) async {
        do { self = .success(try await work()) } catch { self = .failure(error) }
    }
}
