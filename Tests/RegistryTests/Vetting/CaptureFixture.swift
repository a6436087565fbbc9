import Domain
import FoundationEssentials
import Hub
import Scoring
import Testing

@testable import Registry

/// A folder that serves as a Hub, and captures of what it holds.
struct CaptureFixture: Sendable {
    let folder: String

    static func with(_ files: [String: String], _ body: (CaptureFixture) async throws -> Void) async throws {
        let folder = FileManager.default.temporaryDirectory.path + "/capture-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }  // nothing depends on it being gone
        let fixture = CaptureFixture(folder: folder)
        for (path, text) in files { try fixture.write(path, Array(text.utf8)) }
        try await body(fixture)
    }

    func write(_ path: String, _ bytes: [UInt8]) throws {
        let url = URL(filePath: "\(folder)/\(path)")
        try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(bytes).write(to: url)
    }

    func hub(_ script: ScriptedHub.Script = .init()) -> ScriptedHub {
        ScriptedHub(hub: FolderHub(root: folder), script: script)
    }

    /// The repositories that come with the program.
    static var samples: ScriptedHub {
        let checkout = #filePath.split(separator: "/").dropLast(4).joined(separator: "/")
        return ScriptedHub(hub: FolderHub(root: "/\(checkout)/Samples/hub"))
    }

    static let moment = Date(timeIntervalSince1970: 1_800_000_000)

    /// Captures a model of the Hub; links are what the test says.
    static func capture(
        _ name: String = "org/model", from hub: ScriptedHub, others: [any HubReading] = [],
        links: LinkedNames = LinkedNames(), code: (any CodeReading)? = nil, scores: any ParentScores = NoParentScores(),
        limits: CaptureLimits = CaptureLimits()
    ) async throws -> Facts {
        let capture = FactsCapture(
            discover: { _ in links }, code: code, scores: scores, limits: limits, now: { moment })
        return try await capture.capture(try id(name), at: .main, from: hub, others: others)
    }

    /// A safetensors file with one small tensor.
    static func safetensors(_ metadata: String) -> [UInt8] {
        let json = #"{"__metadata__":{\#(metadata)},"w":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}"#
        let length = UInt64(json.utf8.count)
        return (0..<8).map { UInt8(truncatingIfNeeded: length >> (8 * UInt64($0))) } + Array(json.utf8)
            + [UInt8](repeating: 0, count: 8)
    }
}

/// Code that is what the test says.
struct KnownCode: CodeReading {
    var hangs = false

    func read(_ link: String) async throws -> CodeFact {
        if hangs { try await Task.sleep(for: .seconds(60)) }
        return CodeFact(url: link, files: .known([]), history: .known([]), tags: .known([]))
    }
}

/// Scores that are what the test says.
struct KnownScores: ParentScores {
    let scores: [String: Double]
    func netScore(of model: String) async throws -> Captured<Double> { scores[model].map { .known($0) } ?? .absent }
}
