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
            try await finished(try await threads.runIfActive { try look(stoppable, name: name) }, on: threads)
        } onCancel: {
            flag.raise()
        }
    }

    /// What was seen of one file, as far as it can be seen without waiting for others.
    struct Look: Sendable {
        let name: String
        let size: Int64
        var findings: [ScanFinding]
        let format: String?
        let deferred: [DeferredHeader]

        var verdict: ScanVerdict { findings.map(\.verdict).max() ?? .safe }
    }

    /// Looks into the bytes; blocks while they are read.
    func look(_ source: any ByteSource, name: String) throws -> Look {
        let inspection = Inspection(fileSize: source.size, limits: limits)
        let place = Place(file: name)
        do {
            try inspection.attempt(place, "unknown") { try inspection.inspect(source, at: place) }
        } catch let error as CancellationError {
            throw error
        } catch {
            inspection.reportUnreadable(error, at: place)
        }
        return Look(
            name: name, size: source.size, findings: inspection.findings, format: inspection.format,
            deferred: inspection.deferred)
    }

    /// Reads the headers that are left to be read.
    func finished(_ look: Look, on threads: NIOThreadPool = .singleton) async throws -> FileScan {
        var look = look
        if !look.deferred.isEmpty { try await readHeaders(&look, on: threads) }
        return FileScan(path: look.name, verdict: look.verdict, format: look.format, findings: look.findings)
    }

    private func readHeaders(_ look: inout Look, on threads: NIOThreadPool) async throws {
        let inspection = Inspection(fileSize: look.size, limits: limits)
        for header in look.deferred {
            do {
                try await HeaderInspection(inspection, header, on: threads).run()
            } catch let error as CancellationError {
                throw error
            } catch {
                inspection.reportUnreadable(error, at: header.place)
            }
        }
        look.findings += inspection.findings
    }
}
