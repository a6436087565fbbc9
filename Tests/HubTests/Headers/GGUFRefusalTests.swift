import Domain
import Hub
import Testing

@Suite struct `Untrusted GGUF headers` {
    private func error(_ bytes: [UInt8], size: Int64? = nil, limits: GGUFLimits = GGUFLimits()) async -> HeaderError? {
        do {
            _ = try await GGUFHeader.read(from: BytesSource(bytes, size: size), limits: limits)
            return nil
        } catch {
            return error as? HeaderError
        }
    }

    private func error(_ change: (inout GGUFWriter) -> Void) async -> HeaderError? {
        var writer = GGUFWriter.llama
        change(&writer)
        return await error(writer.bytes())
    }

    private func says(_ error: HeaderError?, _ words: String) -> Bool { error?.problem.message.contains(words) == true }

    @Test func `other files are told apart`() async {
        #expect(await error(Array("PK\u{3}\u{4} and more bytes than that".utf8)) == .foreign(.gguf))
        #expect(await error([]) == .truncated(.gguf, offset: 0))
        #expect(await error { $0.version = 4 } == .version(.gguf, 4))
        #expect(await error { $0.version = 0 } == .version(.gguf, 0))
    }

    @Test func `lengths beyond the file or the limit are refused before anything is read`() async {
        #expect(says(await error { $0.keyCount = .max }, "keys"))
        #expect(says(await error { $0.tensorCount = 99_999 }, "do not fit into the file"))
        #expect(says(await error { $0.keys.append(("a", .array(type: 4, count: 1 << 62, []))) }, "an array of"))
        #expect(says(await error { $0.keys.append(("a", .array(type: 12, count: 999_999, []))) }, "ends inside"))
        #expect(says(await error { $0.keys[0].0 = String(repeating: "k", count: 2000) }, "a key of 2000 bytes"))
        var long = Array("GGUF".utf8) + [3, 0, 0, 0] + [0, 0, 0, 0, 0, 0, 0, 0] + [1, 0, 0, 0, 0, 0, 0, 0]
        long += [UInt8](repeating: 0xFF, count: 8)
        #expect(says(await error(long), "a key of 18446744073709551615 bytes"))
    }

    @Test func `a header without end is given up at the limit`() async {
        var limits = GGUFLimits()
        limits.headerBytes = 200_000
        var writer = GGUFWriter()
        writer.keys = [("a", .string(String(repeating: "x", count: 250_000)))]
        let found = await error(writer.bytes(), limits: limits)
        #expect(found == .tooLarge(.gguf, offset: 200_000, what: "the header goes on", limit: 200_000))
    }

    @Test func `arrays in arrays in arrays are refused`() async {
        let deep = (0..<6).reduce(GGUFWriter.Value.array(type: 0, count: 0, [])) { inner, _ in
            .array(type: 9, count: 1, [inner])
        }
        #expect(says(await error { $0.keys.append(("deep", deep)) }, "arrays in arrays"))
    }

    @Test func `keys and tensors stand once, and their names are text`() async {
        #expect(says(await error { $0.keys.append($0.keys[0]) }, "`general.architecture` stands twice"))
        #expect(says(await error { $0.tensors.append($0.tensors[2]) }, "`output_norm.weight` stands twice"))
        #expect(says(await error { $0.keys[1].0 = "a\u{1B}[31m" }, "control character"))
        #expect(says(await error { $0.keys[1].0 = "" }, "a key is no text"))
        #expect(says(await error { $0.keys.append(("t", .bool(2))) }, "a truth value is 2"))
    }

    @Test func `tensors lie inside the file, aligned, apart and in whole blocks`() async {
        #expect(says(await error { $0.tensors[2].offset = 1216 }, "ends behind the end"))
        #expect(says(await error { $0.tensors[2].offset = .max - 31 }, "offset"))
        #expect(says(await error { $0.tensors[2].offset = UInt64(Int64.max) - 31 }, "ends behind the end"))
        #expect(says(await error { $0.tensors[1].offset = 1025 }, "no multiple of 32"))
        #expect(says(await error { $0.tensors[1].offset = 992 }, "lies over another"))
        #expect(says(await error { $0.tensors[1].dimensions = [48, 2] }, "whole number of Q8_0 blocks"))
    }

    @Test func `dimensions are counted without overflow`() async {
        #expect(
            says(await error { $0.tensors[0].dimensions = [1 << 32, 1 << 32] }, "more weights than can be counted"))
        #expect(says(await error { $0.tensors[0].dimensions = [(1 << 32) + 1] }, "a dimension of"))
        #expect(says(await error { $0.tensors[0].dimensions = Array(repeating: 1, count: 9) }, "9 dimensions"))
        #expect(
            says(
                await error {
                    $0.tensors[0].dimensions = [1 << 32]; $0.tensors[0].type = 99
                }, "more weights than the file"))
    }

    @Test func `an unknown type is no reason to refuse`() async throws {
        var writer = GGUFWriter.llama
        writer.tensors[1].type = 99
        let header = try await GGUFHeader.read(from: BytesSource(writer.bytes()))
        #expect(header.tensors[1].type.description == "type 99")
        #expect(header.tensors[1].size == nil)
        #expect(header.weightBytes == ByteCount(header.fileSize - header.dataOffset))
    }

    @Test(arguments: [0, 3, 48, 1 << 21] as [UInt32])
    func `an alignment is a power of two`(alignment: UInt32) async {
        #expect(says(await error { $0.keys.append(("general.alignment", .uint32(alignment))) }, "general.alignment"))
    }

    @Test func `an own alignment is kept`() async throws {
        var writer = GGUFWriter.llama
        writer.alignment = 64
        writer.keys.append(("general.alignment", .uint32(64)))
        writer.tensors.removeLast()
        #expect(try await GGUFHeader.read(from: BytesSource(writer.bytes())).dataOffset % 64 == 0)
    }

    @Test func `a source that gives too little is found out`() async {
        let bytes = GGUFWriter.llama.bytes()
        #expect(await error(bytes, size: 60_000) == .shortRead(expected: 60_000, got: bytes.count))
    }

    @Test func `errors show names without control characters`() async {
        let found = await error { $0.tensors[0] = .init(name: "a\u{202E}b", dimensions: [64], offset: 1) }
        #expect(found?.problem.message.unicodeScalars.allSatisfy { $0.value != 0x202E } == true)
    }
}
