import Domain
import Hub
import Testing

@Suite struct `GGUF headers` {
    private func read(_ writer: GGUFWriter) async throws -> GGUFHeader {
        try await GGUFHeader.read(from: BytesSource(writer.bytes()))
    }

    @Test(arguments: [1, 2, 3] as [UInt32], [false, true])
    func `every version and byte order tells the same`(version: UInt32, isBigEndian: Bool) async throws {
        var writer = GGUFWriter.llama
        writer.version = version
        writer.isBigEndian = isBigEndian
        let header = try await read(writer)
        let usual = try await read(.llama)
        #expect(header.version == version)
        #expect(header.isBigEndian == isBigEndian)
        #expect(header.metadata == usual.metadata)
        #expect(header.tensors.map(\.name) == usual.tensors.map(\.name))
        #expect(header.tensors.map(\.size) == [ByteCount(1024), ByteCount(136), ByteCount(128)])
        #expect(header.parameterCount == 256 + 128 + 64)
        #expect(header.dataOffset + 1024 + 160 + 128 == header.fileSize)
        #expect(header.length <= header.dataOffset && header.dataOffset % 32 == 0)
    }

    @Test func `a model tells what it is`() async throws {
        let header = try await read(.llama)
        #expect(header.architecture == "llama")
        #expect(header.name == "Tiny")
        #expect(header.contextLength == 4096)
        #expect(header.blockCount == 2)
        #expect(header.embeddingLength == 64)
        #expect(header.feedForwardLength == 128)
        #expect(header.headCounts == .same(4))
        #expect(header.keyValueHeadCounts == .same(2))
        #expect(header.keyLength == 16 && header.valueLength == 16)
        #expect(header.vocabularySize == 40)
        #expect(header.fileTypeLabel == "Q4_K_M" && header.quantisationLabel == "Q4_K_M")
        #expect(header.chatTemplates == ["default": "{{ messages }}", "tool_use": "{{ tools }}"])
        #expect(header.license?.id == "apache-2.0" && header.license?.name == nil)
        #expect(header.baseModels.map(\.organization) == ["Org"])
        #expect(header.split == nil)
        #expect(!header.isEncoder)
    }

    @Test func `what is not said is not known`() async throws {
        let header = try await read(GGUFWriter())
        #expect(header.architecture == nil && header.contextLength == nil && header.license == nil)
        #expect(header.quantisationLabel == nil && header.keyLength == nil && header.vocabularySize == nil)
        #expect(header.chatTemplates.isEmpty && header.baseModels.isEmpty)
        #expect(header.parameterCount == 0 && header.weightBytes == .zero)
    }

    @Test func `without a file type the tensors tell the quantisation`() async throws {
        var writer = GGUFWriter.llama
        writer.keys.removeAll { $0.0 == "general.file_type" }
        #expect(try await read(writer).quantisationLabel == "F32")
        writer.keys.append(("general.file_type", .uint32(1024 + 7)))
        #expect(try await read(writer).quantisationLabel == "Q8_0")
    }

    @Test func `heads may differ from layer to layer`() async throws {
        var writer = GGUFWriter.llama
        writer.keys.removeAll { $0.0.hasPrefix("llama.attention") }
        writer.keys.append(("llama.attention.head_count", .array(type: 5, count: 2, [.int32(4), .int32(8)])))
        let header = try await read(writer)
        #expect(header.headCounts == .perLayer([4, 8]))
        #expect(header.keyValueHeadCounts?.inLayer(1) == 8)
        #expect(header.keyValueHeadCounts?.inLayer(2) == nil)
        #expect(header.keyLength == 16)
    }

    @Test func `a part of a split model says which`() async throws {
        var writer = GGUFWriter()
        writer.keys = [
            ("split.no", .uint16(1)), ("split.count", .uint16(3)), ("split.tensors.count", .int32(291)),
        ]
        let split = try #require(try await read(writer).split)
        #expect(split.index == 1 && split.count == 3 && split.tensors == 291)
        writer.keys[0].1 = .uint16(3)
        #expect(try await read(writer).split == nil)
    }

    @Test func `values keep their kind`() async throws {
        var writer = GGUFWriter()
        writer.keys = [
            ("u8", .uint8(255)), ("i8", .int8(-1)), ("u16", .uint16(65535)), ("i16", .int16(-2)), ("i32", .int32(-3)),
            ("f32", .float32(0.5)), ("f64", .float64(0.25)), ("u64", .uint64(.max)), ("i64", .int64(.min)),
            ("yes", .bool(1)), ("text", .string("é")),
        ]
        let metadata = try await read(writer).metadata
        #expect(metadata["u8"] == .unsigned(255) && metadata["i8"] == .signed(-1))
        #expect(metadata["u16"] == .unsigned(65535) && metadata["i16"] == .signed(-2))
        #expect(metadata["i32"] == .signed(-3) && metadata["i64"] == .signed(.min))
        #expect(metadata["f32"] == .float(0.5) && metadata["f64"] == .float(0.25))
        #expect(metadata["u64"] == .unsigned(.max) && metadata["u64"]?.count == nil)
        #expect(metadata["yes"] == .bool(true) && metadata["text"] == .string("é"))
    }

    @Test func `long arrays keep their count and their beginning`() async throws {
        var writer = GGUFWriter()
        let tokens = (0..<3000).map { GGUFWriter.Value.string("t\($0)") }
        let nested = GGUFWriter.Value.array(type: 4, count: 2, [.uint32(1), .uint32(2)])
        writer.keys = [
            ("tokenizer.ggml.tokens", .array(type: 8, count: 3000, tokens)),
            ("nested", .array(type: 9, count: 2, [nested, nested])), ("after", .uint32(9)),
        ]
        let header = try await read(writer)
        let array = try #require(header.metadata["tokenizer.ggml.tokens"]?.array)
        #expect(array.count == 3000 && array.values.count == 1024 && !array.isComplete)
        #expect(array.values[1023] == .string("t1023"))
        #expect(header.vocabularySize == 3000)
        #expect(header.metadata["nested"]?.array?.count == 2)
        #expect(header.metadata["after"] == .unsigned(9))
    }

    @Test func `all arrays together keep a bounded number of values`() async throws {
        var writer = GGUFWriter()
        let bytes = GGUFWriter.Value.array(type: 0, count: 1024, (0..<1024).map { .uint8(UInt8($0 & 255)) })
        writer.keys = (0..<80).map { ("a\($0)", bytes) }
        let header = try await read(writer)
        #expect(header.metadata.values.reduce(0) { $0 + ($1.array?.values.count ?? 0) } == 65_536)
        #expect(header.metadata.values.allSatisfy { $0.array?.count == 1024 })
    }

    @Test func `a long header is read in growing steps, each byte once`() async throws {
        var writer = GGUFWriter.llama
        writer.keys.append(("long", .string(String(repeating: "x", count: 300_000))))
        writer.dataBytes += 5_000_000
        let source = BytesSource(writer.bytes())
        _ = try await GGUFHeader.read(from: source)
        let ranges = await source.ranges
        #expect(ranges == [0..<65_536, 65_536..<262_144, 262_144..<1_048_576])
    }
}
