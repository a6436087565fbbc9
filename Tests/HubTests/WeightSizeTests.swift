import Domain
import Testing
import Wire

@testable import Hub

@Suite struct `What a row tells of a model's size` {
    private func row(_ json: String) throws -> RepositorySummary {
        let value = try #require(JSONValue(bytes: Array(json.utf8)))
        return try #require(RepositorySummary(json: value, kind: .model))
    }

    @Test func `tensors are counted by their types`() throws {
        let row = try row(
            #"{"id":"a/b","safetensors":{"parameters":{"BF16":1000,"F32":10,"F8_E4M3":100},"total":1110}}"#)
        #expect(WeightSize(row)?.bytes == ByteCount(2_140))
        #expect(WeightSize(row)?.basis == .tensors)
    }

    @Test func `the parameters of a GGUF header are taken at four bits`() throws {
        let row = try row(#"{"id":"a/b","gguf":{"total":8000000000}}"#)
        #expect(WeightSize(row)?.bytes == ByteCount(4_890_000_000))
        #expect(WeightSize(row)?.basis == .fourBits)
    }

    @Test(arguments: [
        #"{"id":"a/b"}"#, #"{"id":"a/b","safetensors":{"parameters":{"Q9":1}}}"#, #"{"id":"a/b","gguf":{"total":-1}}"#,
        #"{"id":"a/b","safetensors":{"parameters":{"F32":-1}}}"#, #"{"id":"a/b","gguf":{"total":9000000000000000000}}"#,
        #"{"id":"a/b","safetensors":{"parameters":{"F64":9000000000000000000}}}"#,
    ])
    func `what nobody can tell is unknown`(_ json: String) throws {
        #expect(WeightSize(try row(json)) == nil)
    }

    @Test func `a fifth of the memory stays free`() {
        let need = WeightSize.need(of: ByteCount(4_000_000_000))
        #expect(need.bytes == 5_000_000_000 + 33 << 20)
        let room = MemoryRoom(budget: ByteCount(6_000_000_000), used: ByteCount(5_000_000_000))
        #expect(room.holds(need) && room.free.bytes == 1_000_000_000)
        #expect(!MemoryRoom(budget: ByteCount(5_000_000_000), used: .zero).holds(need))
    }
}
