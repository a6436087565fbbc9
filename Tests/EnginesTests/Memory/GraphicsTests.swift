import Domain
import Synchronization
import Testing

@testable import Engines

/// With what `nvidia-smi` of driver 535 printed on a machine with two cards.
@Suite struct `The memory of graphics cards` {
    private static let cards = "24576, 20011\n24576, 24217\n"
    private static let processes = "48211, 4220\n48211, 12\n50002, 512\n"

    @Test func `is read of all cards together, and of each process`() throws {
        let state = try #require(GraphicsState.parse(cards: Self.cards, processes: Self.processes))
        #expect(state.total == ByteCount(49_152 << 20))
        #expect(state.free == ByteCount((20_011 + 24_217) << 20))
        #expect(state.held == [48_211: ByteCount(4_232 << 20), 50_002: ByteCount(512 << 20)])
    }

    @Test(arguments: [
        "", "No devices were found\n", "[N/A], [N/A]\n", "1, 2, 3\n", "-5, 3\n", "99999999999999999999, 1\n",
    ])
    func `is unknown where nothing sensible is said`(text: String) {
        #expect(GraphicsState.parse(cards: text, processes: text) == nil)
    }

    @Test func `is asked for in two questions`() async {
        let asked = Mutex<[String]>([])
        let probe = GraphicsProbe { words in
            asked.withLock { $0.append(words.joined(separator: " ")) }
            return words[0].hasPrefix("--query-gpu") ? Self.cards : Self.processes
        }
        #expect(await probe.look()?.held.count == 2)
        #expect(
            asked.withLock { $0 } == [
                "--query-gpu=memory.total,memory.free --format=csv,noheader,nounits",
                "--query-compute-apps=pid,used_memory --format=csv,noheader,nounits",
            ])
        #expect(await GraphicsProbe { _ in nil }.look() == nil)
        #expect(GraphicsProbe(environment: ["PATH": "/nowhere:relative"]) == nil)
    }

    @Test func `is asked for while models run`() async throws {
        let probe = GraphicsProbe { $0[0].hasPrefix("--query-gpu") ? Self.cards : "" }
        try await Stage.with(graphics: probe) { stage in
            while await stage.runtimes.graphics == nil { await Task.yield() }
            #expect(await stage.runtimes.graphics?.total == ByteCount(49_152 << 20))
        }
    }
}
