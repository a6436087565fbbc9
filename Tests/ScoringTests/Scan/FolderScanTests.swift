import Foundation
import Hub
import SystemPackage
import Testing
import Wire

@testable import Scoring

@Suite struct `The scan of a folder` {
    private static func with(_ body: (FilePath, (String, [UInt8]) throws -> Void) async throws -> Void) async throws {
        let root = FileManager.default.temporaryDirectory.appending(path: "folder-scan-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: root, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: root) }  // Nothing depends on it being gone.
        try await body(FilePath(root.path)) { name, bytes in
            let file = root.appending(path: name)
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(bytes).write(to: file)
        }
    }

    /// `os.system("…")` of protocol 0.
    private static let harmful = Array("cos\nsystem\n(S'echo harmless'\ntR.".utf8)
    /// `[1]`.
    private static let harmless: [UInt8] = [0x80, 4, 0x5D, 0x94, 0x4B, 1, 0x61, 0x2E]

    @Test func `of many small files tells of each one once, in order`() async throws {
        try await Self.with { root, write in
            let names = (0..<300).map { "deep/\($0 % 7)/model-\($0).pkl" }
            for (index, name) in names.enumerated() { try write(name, index % 10 == 3 ? Self.harmful : Self.harmless) }
            let scans = try await Scanner().scan(path: root)
            #expect(scans.map(\.path) == names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) })
            #expect(scans.filter { $0.verdict == .unsafe }.count == 30)
            #expect(scans.filter { $0.verdict == .safe }.count == 270)
        }
    }

    @Test func `follows links to files, and neither links to folders nor those to nothing`() async throws {
        try await Self.with { root, write in
            try write("real/model.pkl", Self.harmful)
            try write(".git/config.pkl", Self.harmful)
            for (name, target) in [
                ("link.pkl", "real/model.pkl"), ("folder", "real"), ("round", "."), ("gone.pkl", "none"),
            ] {
                try FileManager.default.createSymbolicLink(
                    atPath: root.appending(name).string, withDestinationPath: target)
            }
            let scans = try await Scanner().scan(path: root)
            #expect(scans.map(\.path) == ["gone.pkl", "link.pkl", "real/model.pkl"])
            #expect(scans.map(\.verdict) == [.unscanned, .unsafe, .unsafe])
        }
    }

    @Test func `that is cancelled ends`() async throws {
        try await Self.with { root, write in
            for number in 0..<200 { try write("\(number).pkl", Self.harmless) }
            let scan = Task { try await Scanner().scan(path: root) }
            scan.cancel()
            await #expect(throws: CancellationError.self) { try await scan.value }
        }
    }
}

/// Bytes that somebody else's task brings, as a Hub's are.
private struct BroughtRanges: RangeReading {
    let bytes: [UInt8]
    var size: Int64 { Int64(bytes.count) }

    func read(_ range: Range<Int64>) async throws -> [UInt8] {
        await Task.yield()
        return Array(bytes[Int(range.lowerBound)..<Int(range.upperBound)])
    }
}

@Suite struct `The scan from afar` {
    @Test(.timeLimit(.minutes(1)))
    func `of many weight files at once does not wait for itself`() async throws {
        let header = Array(#"{"w":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}"#.utf8)
        let length = withUnsafeBytes(of: UInt64(header.count).littleEndian, Array.init)
        let ranges = BroughtRanges(bytes: length + header + [0, 0, 0, 0])
        try await withThrowingTaskGroup(of: FileScan.self) { group in
            for number in 0..<100 {
                group.addTask { try await Scanner().scan(ranges, name: "model-\(number).safetensors") }
            }
            for try await scan in group { #expect(scan.verdict == .safe && scan.format == "safetensors") }
        }
    }
}
