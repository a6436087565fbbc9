import Domain
import Hub
import Testing

@Suite struct `Memory a model needs` {
    private func header(_ architecture: String, _ keys: [(String, GGUFWriter.Value)]) async throws -> GGUFHeader {
        var writer = GGUFWriter()
        writer.keys = [("general.architecture", .string(architecture))] + keys.map { ("\(architecture).\($0.0)", $0.1) }
        return try await GGUFHeader.read(from: BytesSource(writer.bytes()))
    }

    private let llama: [(String, GGUFWriter.Value)] = [
        ("block_count", .uint32(12)), ("embedding_length", .uint32(1024)), ("feed_forward_length", .uint32(2816)),
        ("attention.head_count", .uint32(16)), ("attention.head_count_kv", .uint32(8)), ("vocab_size", .uint32(8192)),
    ]

    private func mebibytes(_ count: ByteCount) -> Double { Double(count.bytes) / 1_048_576 }

    /// Figures of the engine's own log for the same model: cache exact, compute 28.52 and 42.52 MiB.
    @Test(arguments: [(2048, 48.0, 29.0), (16384, 384.0, 43.0)])
    func `a llama needs what the engine reported`(context: Int, cache: Double, compute: Double) async throws {
        var plan = MemoryNeed.Plan(context: context)
        plan.weights = ByteCount(302 << 20)
        let need = try MemoryNeed(of: try await header("llama", llama), plan: plan)
        #expect(mebibytes(need.cache) == cache)
        #expect(mebibytes(need.compute) == compute)
        #expect(mebibytes(need.total) == 302 + cache + compute + 33)
    }

    @Test func `smaller batches need less, more slots share`() async throws {
        var plan = MemoryNeed.Plan(context: 2048)
        plan.microBatch = 128
        #expect(mebibytes(try MemoryNeed(of: try await header("llama", llama), plan: plan).compute) == 7.25)
        plan.microBatch = 512
        plan.slots = 4
        #expect(mebibytes(try MemoryNeed(of: try await header("llama", llama), plan: plan).compute) == 27.5)
    }

    @Test func `an encoder keeps no cache`() async throws {
        let bert: [(String, GGUFWriter.Value)] = [("block_count", .uint32(6)), ("feed_forward_length", .uint32(1536))]
        let need = try MemoryNeed(of: try await header("bert", bert), plan: .init(context: 512))
        #expect(need.cache == .zero)
        #expect(mebibytes(need.compute) == 7)
    }

    @Test func `layers that look at a window keep no more than it`() async throws {
        let pattern = GGUFWriter.Value.array(type: 7, count: 12, (0..<12).map { .bool($0 % 2) })
        let keys = llama + [("attention.sliding_window", .uint32(512)), ("attention.sliding_window_pattern", pattern)]
        let need = try MemoryNeed(of: try await header("gemma", keys), plan: .init(context: 16384))
        #expect(mebibytes(need.cache) == 204)
    }

    @Test(arguments: [(0, "block_count"), (1, "attention.key_length"), (3, "attention.head_count"), (5, "vocab_size")])
    func `what is not said makes the need unknown, by name`(index: Int, key: String) async throws {
        var keys = llama
        keys.remove(at: index)
        if index == 3 { keys.removeAll { $0.0 == "attention.head_count_kv" } }
        let header = try await header("llama", keys)
        #expect(throws: HeaderError.missing(.gguf, key: "llama.\(key)")) {
            try MemoryNeed(of: header, plan: .init(context: 2048))
        }
    }

    @Test func `absurd numbers give the largest need, not a small one`() async throws {
        var keys = llama
        keys[3].1 = .uint64(1)
        keys[4].1 = .uint64(UInt64(Int64.max))
        let need = try MemoryNeed(of: try await header("llama", keys), plan: .init(context: .max))
        #expect(need.total.bytes == .max)
    }
}
