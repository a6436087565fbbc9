import Domain
import Hub
import NIOPosix
import Wire

/// Reads the headers of weight files with Hub's parsers, and looks into what they carry.
struct HeaderInspection {
    private let inspection: Inspection
    private let header: DeferredHeader
    private let threads: NIOThreadPool

    /// - Parameter threads: where the source may block.
    init(_ inspection: Inspection, _ header: DeferredHeader, on threads: NIOThreadPool) {
        self.inspection = inspection
        self.header = header
        self.threads = threads
    }

    func run() async throws {
        do {
            let ranges = SourceRanges(source: header.source, threads: threads)
            if header.format == .gguf {
                check(try await GGUFHeader.read(from: ranges))
            } else {
                _ = try await SafetensorsHeader.read(from: ranges)
            }
        } catch let error as HeaderError {
            report(error)
        }
    }

    private func report(_ error: HeaderError) {
        let rule = "\(header.format.rawValue)-header"
        switch error {
        case .malformed(_, let offset, _), .tooLarge(_, let offset, _, _):
            inspection.report(rule, .suspicious, at: header.place, offset: offset, error.problem.message)
        case .truncated(_, let offset):
            inspection.report(rule, .unscanned, at: header.place, offset: offset, error.problem.message)
        default: inspection.report(rule, .unscanned, at: header.place, error.problem.message)
        }
    }

    private func check(_ gguf: GGUFHeader) {
        for (key, value) in gguf.metadata.sorted(by: { $0.key < $1.key }) where key.contains("template") {
            if let text = value.string { ChatTemplate(inspection, header.place).check(text) }
            for text in value.array?.values.compactMap(\.string) ?? [] {
                ChatTemplate(inspection, header.place).check(text)
            }
        }
    }
}

/// A blocking source as Hub's parsers want it.
///
/// Tasks share as many threads as there are processors: as many that waited for a Hub's ranges would stop everything, also those who
/// bring the ranges.
struct SourceRanges: RangeReading {
    let source: any ByteSource
    let threads: NIOThreadPool

    var size: Int64 { source.size }

    func read(_ range: Range<Int64>) async throws -> [UInt8] {
        try await threads.runIfActive { try source.bytes(at: range.lowerBound, count: range.count) }
    }
}
