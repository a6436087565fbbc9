package import Hub
import NIOPosix
package import Wire

/// Looks into files for what would run, or reach further than it should, when they are loaded. It loads nothing itself.
package struct Scanner: Sendable {
    package let limits: ScanLimits

    package init(limits: ScanLimits = ScanLimits()) { self.limits = limits }

    /// Scans bytes that block when they are read, such as a local file or a blob; `name` says what they are called.
    ///
    /// What cannot be read makes it `unscanned`; only a cancellation is thrown.
    package func scan(_ source: some ByteSource, name: String) async throws -> FileScan {
        try await scan(source, name: name, on: .singleton)
    }

    /// Scans bytes from anywhere. Only what is looked at is read: of a weight file its header.
    package func scan(_ source: some RangeReading, name: String) async throws -> FileScan {
        // The thread waits for the ranges, so it must be one that nobody else waits for.
        let threads = NIOThreadPool(numberOfThreads: 1)
        threads.start()
        do {
            let scan = try await scan(WaitingSource(ranges: source), name: name, on: threads)
            try await threads.shutdownGracefully()
            return scan
        } catch {
            try? await threads.shutdownGracefully()  // The first error says more.
            throw error
        }
    }

    private func scan(_ source: some ByteSource, name: String, on threads: NIOThreadPool) async throws -> FileScan {
        let flag = CancelFlag()
        let stoppable = StoppableSource(base: source, flag: flag)
        return try await withTaskCancellationHandler {
            var outcome = try await threads.runIfActive { try inspect(stoppable, name: name) }
            if !outcome.deferred.isEmpty { try await readHeaders(&outcome, size: source.size, name: name) }
            return FileScan(path: name, verdict: outcome.verdict, format: outcome.format, findings: outcome.findings)
        } onCancel: {
            flag.raise()
        }
    }

    private struct Outcome: Sendable {
        var findings: [ScanFinding]
        let format: String?
        let deferred: [DeferredHeader]

        var verdict: ScanVerdict { findings.map(\.verdict).max() ?? .safe }
    }

    private func inspect(_ source: any ByteSource, name: String) throws -> Outcome {
        let inspection = Inspection(fileSize: source.size, limits: limits)
        let place = Place(file: name)
        do {
            try inspection.attempt(place, "unknown") { try inspection.inspect(source, at: place) }
        } catch let error as CancellationError {
            throw error
        } catch {
            inspection.reportUnreadable(error, at: place)
        }
        return Outcome(findings: inspection.findings, format: inspection.format, deferred: inspection.deferred)
    }

    private func readHeaders(_ outcome: inout Outcome, size: Int64, name: String) async throws {
        let inspection = Inspection(fileSize: size, limits: limits)
        for header in outcome.deferred {
            do {
                try await HeaderInspection(inspection, header).run()
            } catch let error as CancellationError {
                throw error
            } catch {
                inspection.reportUnreadable(error, at: header.place)
            }
        }
        outcome.findings += inspection.findings
    }
}
