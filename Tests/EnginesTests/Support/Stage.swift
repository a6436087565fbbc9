import Domain
import Foundation
import Hub
import Logging
import Storage
import SystemPackage
import Testing

@testable import Engines

/// Runtimes over a fake engine, with a model of the sample Hub under several names.
struct Stage: Sendable {
    let engine: FakeEngine
    let runtimes: Runtimes
    private let facts: ModelFacts

    /// Each model takes about 21 MB: by default there is room for one.
    static func with(
        _ engine: FakeEngine = FakeEngine(), memory: ByteCount = ByteCount(40_000_000),
        graphics: GraphicsProbe? = nil,
        _ body: @escaping @Sendable (Stage) async throws -> Void
    ) async throws {
        let folder = FileManager.default.temporaryDirectory.path + "/engines-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }  // Nothing depends on it being gone.
        let database = try await SQLiteDatabase.open(folder + "/test.db")
        try await database.migrate([.engines])
        var logger = Logger(label: "test")
        logger.logLevel = .critical
        var settings = RuntimeSettings(
            memory: memory, keepAlive: .standard, context: 256, threads: 1, logs: FilePath(folder))
        settings.graphics = graphics
        let runtimes = Runtimes(
            engine: engine, memories: MeasuredMemory(database: database, now: { 0 }),
            keeping: ModelKeeping(database: database), settings: settings, wall: { 0 }, logger: logger)
        let stage = Stage(engine: engine, runtimes: runtimes, facts: try await SampleHeader.facts())
        try await withThrowingTaskGroup(of: Bool.self) { group in
            group.addTask {
                await runtimes.run()
                return false
            }
            group.addTask {
                try await body(stage)
                return true
            }
            while let isOver = try await group.next(), !isOver {}
            group.cancelAll()
        }
        try await database.close()
    }

    /// The sample under another name, and with other bytes as far as anybody knows.
    func model(_ name: String) throws -> RunnableModel {
        let letter = try #require(name.utf8.first)
        return RunnableModel(
            label: name, repository: try #require(RepositoryID("acme/\(name)")),
            commit: try #require(GitObjectID(String(repeating: "a", count: 40))), quantisation: "F16",
            digest: try #require(Digest(bytes: [UInt8](repeating: letter, count: 32))), size: ByteCount(1_673_696),
            keptAt: 0, file: "/nowhere.gguf", facts: facts, parts: 1)
    }

    func acquire(_ name: String, _ wish: RunWish = RunWish()) async throws -> Lease {
        try await runtimes.acquire(try model(name), wish)
    }

    /// Comes back when something has come about that follows by itself.
    func until(_ condition: @Sendable (RuntimesState) -> Bool) async {
        while await !condition(runtimes.state()) { await Task.yield() }
    }
}

/// The header of a real, small GGUF file.
enum SampleHeader {
    static func facts() async throws -> ModelFacts { ModelFacts(try await header()) }

    static func header() async throws -> GGUFHeader {
        let root = "/" + #filePath.split(separator: "/").dropLast(4).joined(separator: "/")
        let path = "\(root)/Samples/hub/roost-samples/tiny-writer-gguf/tiny-writer-F16.gguf"
        let bytes = [UInt8](try Data(contentsOf: URL(filePath: path)))
        return try await GGUFHeader.read(from: Held(bytes: bytes))
    }

    private struct Held: RangeReading {
        let bytes: [UInt8]
        var size: Int64 { Int64(bytes.count) }
        func read(_ range: Range<Int64>) -> [UInt8] { Array(bytes[Int(range.lowerBound)..<Int(range.upperBound)]) }
    }
}
