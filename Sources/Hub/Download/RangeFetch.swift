import Blobs
import Domain
import NIOCore

/// Fetches one run of parts, asking again from the last byte that came whenever the line breaks or falls silent.
struct RangeFetch: Sendable {
    let download: FileDownload
    let partial: PartialBlob
    let meter: TransferMeter

    func run(_ parts: Range<Int>) async throws {
        var writer = PartWriter(partial: partial, meter: meter, parts: parts)
        var patience = Patience(download.settings)
        do {
            while !writer.isDone {
                let before = writer.position
                do {
                    writer = try await receive(writer)
                } catch let broken as Broken where Patience.isWorthAnotherTry(broken.reason) {
                    writer = broken.writer
                    try await patience.pause(after: broken.reason, progressed: writer.position > before)
                } catch let broken as Broken {
                    writer = broken.writer
                    throw broken.reason
                }
            }
        } catch {
            writer.giveUp()
            await partial.release(parts)
            throw error
        }
    }

    /// Why a request ended before the run was whole, and what had come until then.
    private struct Broken: Error {
        let reason: any Error
        let writer: PartWriter
    }

    private func receive(_ before: PartWriter) async throws -> PartWriter {
        let (outcome, stalled) = await StallWatch.run(limit: download.settings.stallLimit) { watch in
            var writer = before
            do {
                try await transfer(into: &writer, watch)
                return (writer, nil as (any Error)?)
            } catch {
                return (writer, error)
            }
        }
        guard let error = outcome.1 else { return outcome.0 }
        try Task.checkCancellation()
        let stall = DownloadError.stalled(
            file: download.file.path, at: outcome.0.position, after: download.settings.stallLimit)
        throw Broken(reason: stalled ? stall : error, writer: outcome.0)
    }

    private func transfer(into writer: inout PartWriter, _ watch: StallWatch) async throws {
        let range = writer.position..<writer.end
        let response = try await watch.next { try await download.open(range) }
        if response.start == 0, range.lowerBound > 0 { throw RangesIgnored() }
        guard response.start == range.lowerBound else {
            throw DownloadError.wrongRange(file: download.file.path, asked: range.lowerBound, got: response.start)
        }
        var pieces = response.body.makeAsyncIterator()
        while let piece = try await watch.next({ try await pieces.next() }) {
            meter.receive(piece.readableBytes)
            try await writer.take(piece)
            if writer.isDone { return }
        }
        try await writer.flush()
        guard writer.isDone else {
            throw DownloadError.endedEarly(file: download.file.path, at: writer.position, of: partial.plan.size)
        }
    }
}
