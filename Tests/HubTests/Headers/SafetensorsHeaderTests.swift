import Domain
import Hub
import Testing

@Suite struct `Safetensors headers` {
    private func error(_ bytes: [UInt8], size: Int64? = nil, limits: SafetensorsLimits = .init()) async -> HeaderError?
    {
        do {
            _ = try await SafetensorsHeader.read(from: BytesSource(bytes, size: size), limits: limits)
            return nil
        } catch {
            return error as? HeaderError
        }
    }

    private func says(_ json: String, data: Int = 4, _ words: String) async -> Bool {
        let found = await error(SafetensorsWriter.bytes(json, data: data))
        return found?.problem.message.contains(words) == true
    }

    private func tensor(_ type: String, _ shape: String, _ range: String) -> String {
        SafetensorsWriter.tensor("t", type, shape, range)
    }

    @Test func `an ordinary file is read, tensors in the order of their bytes`() async throws {
        let header = try await SafetensorsHeader.read(from: BytesSource(SafetensorsWriter.ordinary))
        #expect(header.tensors.map(\.name) == ["a", "b", "c"])
        #expect(header.tensors.map(\.type) == [.bf16, .f32, .f4])
        #expect(header.tensors[1].shape == [2, 2])
        #expect(header.tensors.map { $0.range.upperBound - header.length } == [4, 20, 23])
        #expect(header.metadata == ["format": "pt", "é": "é😀"])
        #expect(header.parameterCount == 2 + 4 + 6)
        #expect(header.weightBytes == ByteCount(23))
    }

    @Test func `a file without tensors is empty, not wrong`() async throws {
        let header = try await SafetensorsHeader.read(from: BytesSource(SafetensorsWriter.bytes("{}", data: 0)))
        #expect(header.tensors.isEmpty && header.weightBytes == .zero)
    }

    @Test func `a scalar and an empty tensor have their place`() async throws {
        let json =
            "{" + SafetensorsWriter.tensor("s", "I64", "[]", "[0,8]") + ","
            + SafetensorsWriter.tensor("e", "F32", "[0,7]", "[8,8]") + "}"
        let header = try await SafetensorsHeader.read(from: BytesSource(SafetensorsWriter.bytes(json, data: 8)))
        #expect(header.tensors.map(\.elements) == [1, 0])
    }

    @Test func `every type of number has its size`() async throws {
        for type in SafetensorsType.allCases {
            let json = "{" + tensor(type.rawValue, "[8]", "[0,\(type.bits)]") + "}"
            let header = try await SafetensorsHeader.read(
                from: BytesSource(SafetensorsWriter.bytes(json, data: Int(type.bits))))
            #expect(header.tensors[0].type == type)
        }
        #expect(SafetensorsType.allCases.count == 22)
    }

    @Test func `a header longer than the first read is fetched in one more`() async throws {
        let padding = String(repeating: " ", count: 150_000)
        let source = BytesSource(SafetensorsWriter.bytes("{" + tensor("U8", "[4]", "[0,4]") + "}" + padding, data: 4))
        #expect(try await SafetensorsHeader.read(from: source).tensors.count == 1)
        let ranges = await source.ranges
        #expect(ranges.count == 2 && ranges[0] == 0..<100_000)
        #expect(ranges[1].lowerBound == 100_000 && ranges[1].upperBound == source.size - 4)
    }

    @Test func `lengths are not believed`() async {
        let json = "{" + tensor("U8", "[4]", "[0,4]") + "}"
        #expect(await error(Array("short".utf8)) == .truncated(.safetensors, offset: 5))
        #expect(await error(SafetensorsWriter.bytes("<html>not found", data: 4)) == .foreign(.safetensors))
        for length in [UInt64.max, 1 << 63, 1000] {
            let found = await error(SafetensorsWriter.bytes(json, data: 4, length: length))
            #expect(found?.problem.message.contains("does not fit into the file") == true)
        }
        let large = await error(SafetensorsWriter.bytes(json, data: 4, length: 30_000_000), size: 1 << 40)
        #expect(large == .shortRead(expected: 100_000, got: json.utf8.count + 12))
        var limits = SafetensorsLimits()
        limits.headerBytes = 40
        let found = await error(SafetensorsWriter.bytes(json, data: 4), limits: limits)
        #expect(found?.problem.code == .unsupported)
    }

    @Test func `what stands twice is refused`() async {
        let one = tensor("U8", "[4]", "[0,4]")
        #expect(await says("{\(one),\(one)}", "`t` stands twice"))
        #expect(await says(#"{"\u0074":{"dtype":"U8","shape":[4],"data_offsets":[0,4]},\#(one)}"#, "`t` stands twice"))
        #expect(
            await says(#"{"t":{"dtype":"U8","dtype":"U8","shape":[4],"data_offsets":[0,4]}}"#, "`dtype` stands twice"))
        #expect(await says(#"{"__metadata__":{"a":"1","a":"2"},\#(one)}"#, "`a` stands twice in `__metadata__`"))
        #expect(await says(#"{"__metadata__":{},"__metadata__":{},\#(one)}"#, "`__metadata__` stands twice"))
    }

    @Test func `tensors fill the file exactly`() async {
        #expect(await says("{" + tensor("U8", "[4]", "[1,5]") + "}", data: 5, "leaves a hole"))
        #expect(await says("{" + tensor("U8", "[4]", "[0,4]") + "}", data: 5, "belong to none"))
        #expect(await says("{" + tensor("U8", "[5]", "[0,5]") + "}", data: 4, "ends behind the end"))
        let over = tensor("U8", "[4]", "[0,4]") + "," + SafetensorsWriter.tensor("u", "U8", "[2]", "[3,5]")
        #expect(await says("{\(over)}", data: 5, "lies over another one"))
        #expect(await says("{" + tensor("F32", "[2]", "[0,4]") + "}", "has a shape that does not give its 4 bytes"))
        #expect(await says("{" + tensor("F4", "[7]", "[0,4]") + "}", "has a shape"))
        #expect(await says("{" + tensor("U8", "[4294967296,4294967296]", "[0,4]") + "}", "has a shape"))
        #expect(await says(#"{"t":{"dtype":"U8","shape":[4]}}"#, "lacks its type, its shape or its range"))
    }

    @Test(arguments: [
        ("[-4]", "a whole number is missing"), ("[4.0]", "no whole one"), ("[4e0]", "no whole one"),
        ("[04]", "begins with zero"), ("[99999999999999999999]", "too large"), ("[4", "a whole number is missing"),
        ("[4 4]", "`]` is missing"),
        ("4", "`[` is missing"), ("[null]", "a whole number is missing"), ("[4,]", "a whole number is missing"),
    ])
    func `numbers are whole, small and plain`(shape: String, words: String) async {
        #expect(await says("{" + tensor("U8", shape, "[0,4]") + "}", words))
    }

    @Test(arguments: [
        (#"{"t":1}"#, "`{` is missing"), (#"{"t":{"dtype":"F7"}}"#, "`F7` is no type"),
        (#"{"t":{"x":1}}"#, "`x` is nothing"),
        (#"{"t":{}}x"#, "follows the header's end"), (#"{"t"{}}"#, "`:` is missing"), (#"{t:{}}"#, "is missing"),
        (#"{"\ud800":{}}"#, "half a surrogate"), (#"{"\udc00":{}}"#, "half a surrogate"), (#"{"\x":{}}"#, "an escape"),
        ("{\"a\u{1}\":{}}", "control character"), (#"{"t"#, "does not end"),
        (#"{"__metadata__":{"a":1}}"#, "is missing"),
        (#"{"__metadata__":null}"#, "`{` is missing"), (#"{"t":{"data_offsets":[4,0]}}"#, "no range"),
    ])
    func `other JSON is refused with its place`(json: String, words: String) async {
        #expect(await says(json, words))
    }

    @Test func `bytes that are no UTF-8 are refused`() async {
        var bytes = SafetensorsWriter.bytes(#"{"__metadata__":{"a":"xx"}}"#, data: 0)
        bytes[8 + 22] = 0xFF
        #expect(await error(bytes)?.problem.message.contains("no UTF-8") == true)
    }
}
