import Blobs
import NIOCore
import Domain

/// Fetches from a server that ignores ranges: one stream from the first byte, of which only missing parts are written.
struct WholeFetch: Sendable {
    let download: FileDownload
    let partial: PartialBlob
    let meter: TransferMeter

    func run() async throws {
        var patience = Patience(download.settings)
        while let run = try await partial.claim(limit: 1) {
            let before = await partial.bytesHere
            do {
                try await streamUnlessStalled(from: run)
            } catch  where Patience.isWorthAnotherTry(error) {
                let after = await partial.bytesHere
                try await patience.pause(after: error, progressed: after > before)
            }
        }
    }

    private func streamUnlessStalled(from run: Range<Int>) async throws {
        let limit = download.settings.stallLimit
        let (failure, stalled) = await StallWatch.run(limit: limit) { watch in
            do {
                try await stream(from: run, watch)
                return nil as (any Error)?
            } catch {
                return error
            }
        }
        guard let failure else { return }
        try Task.checkCancellation()
        throw stalled ? DownloadError.stalled(file: download.file.path, at: 0, after: limit) : failure
    }

    /// Passes over the whole file once, filling the claimed part and every missing one behind it.
    private func stream(from first: Range<Int>, _ watch: StallWatch) async throws {
        var claimed: Range<Int>? = first
        var writer = PartWriter(partial: partial, meter: meter, parts: first)
        do {
            let response = try await watch.next { try await download.open(nil) }
            guard response.start == 0 else {
                throw DownloadError.wrongRange(file: download.file.path, asked: 0, got: response.start)
            }
            var position: Int64 = 0
            var pieces = response.body.makeAsyncIterator()
            while var buffer = try await watch.next({ try await pieces.next() }) {
                meter.receive(buffer.readableBytes)
                while buffer.readableBytes > 0, claimed != nil {
                    let skipped = min(Int64(buffer.readableBytes), max(0, writer.position - position))
                    buffer.moveReaderIndex(forwardBy: Int(skipped))
                    position += skipped
                    let before = writer.position
                    try await writer.take(buffer)
                    buffer.moveReaderIndex(forwardBy: Int(writer.position - before))
                    position += writer.position - before
                    guard writer.isDone else { continue }
                    claimed = await partial.claimNow(from: partial.plan.part(at: min(position, partial.plan.size - 1)))
                    if let next = claimed { writer = PartWriter(partial: partial, meter: meter, parts: next) }
                }
                if claimed == nil { return }
            }
            throw DownloadError.endedEarly(file: download.file.path, at: position, of: partial.plan.size)
        } catch {
            writer.giveUp()
            if let claimed { await partial.release(claimed) }
            throw error
        }
    }
}
