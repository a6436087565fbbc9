import Domain
import Foundation
import Gateway
import Logging
import Synchronization
import SystemPackage
import Wire

/// A gateway over a stub, with routes of its own in a folder of its own.
struct GatewayFixture {
    let gateway: Gateway
    let provider: StubProvider
    let records: Records
    private let folder: FilePath

    final class Records: TraceRecording {
        private let kept = Mutex<[RequestTrace]>([])
        func record(_ trace: RequestTrace) { kept.withLock { $0.append(trace) } }
        func charge(_ cost: Int64, to account: String, day: Int64) {}
        var all: [RequestTrace] { kept.withLock { $0 } }
    }

    static func with<Value>(
        _ routes: String, _ script: [String: [String]] = [:], _ body: (GatewayFixture) async throws -> Value
    ) async throws -> Value {
        let folder = FilePath(NSTemporaryDirectory()).appending("gateway-\(UUID().uuidString)")
        try FileManager.default.createDirectory(atPath: folder.string, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder.string) }  // the system empties it anyway
        let file = folder.appending("routes.yaml")
        try Data(routes.utf8).write(to: URL(filePath: file.string))
        let provider = StubProvider(script)
        let house = ProviderHouse(local: provider, dialects: [:], environment: [:])
        let records = Records()
        let gateway = Gateway(
            routes: RoutesStore(path: file, kinds: ["openai"], logger: Logger(label: "test")), providers: house,
            traces: records, wall: { 1_763_700_000_000 })
        let fixture = GatewayFixture(gateway: gateway, provider: provider, records: records, folder: folder)
        do {
            let value = try await body(fixture)
            try await house.close()
            return value
        } catch {
            try await house.close()
            throw error
        }
    }

    func ask(
        _ name: String, isStreamed: Bool = false, saying words: String? = nil, faults: Faults? = nil
    ) async throws -> GatewayAnswer {
        let messages: [JSONValue] = words.map { [["role": "user", "content": .string($0)]] } ?? []
        let question = Question(.chat, ["messages": .array(messages)], isStreamed: isStreamed)
        return try await gateway.ask(name, question, by: "tester", faults: faults)
    }

    /// The pieces of a streamed answer, and how it ended.
    func read(_ answer: GatewayAnswer) async -> (pieces: [String], failure: AttemptFailure?) {
        guard case .stream(let stream) = answer.content else { return ([], nil) }
        let pieces = Pieces()
        do {
            try await stream.forEach { await pieces.add($0.map(\.data)) }
            return (await pieces.all, nil)
        } catch {
            return (await pieces.all, (error as? BrokenAnswer)?.failure)
        }
    }

    private actor Pieces {
        private(set) var all: [String] = []
        func add(_ more: [String]) { all += more }
    }
}
