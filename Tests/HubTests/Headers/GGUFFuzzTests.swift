import Domain
import Hub
import Testing

@Suite struct `Damaged headers` {
    /// Whatever is in the file, reading ends with a header that keeps its promises or with a `HeaderError`.
    private func checkGGUF(_ bytes: [UInt8], size: Int64? = nil) async throws {
        do {
            let header = try await GGUFHeader.read(from: BytesSource(bytes, size: size))
            for tensor in header.tensors {
                #expect(tensor.offset >= header.dataOffset)
                #expect(tensor.offset + (tensor.size?.bytes ?? 0) <= header.fileSize)
            }
            #expect(header.metadata.values.reduce(0) { $0 + ($1.array?.values.count ?? 0) } <= 65_536)
            _ = (header.quantisationLabel, header.chatTemplates, header.baseModels, header.split)
            _ = try? MemoryNeed(of: header, plan: .init(context: 4096))  // an unknown need is fine here
        } catch let error as HeaderError {
            #expect(error.problem.message.utf8.count < 500)
        }
    }

    @Test func `a GGUF file cut anywhere is refused`() async throws {
        var writer = GGUFWriter.llama
        writer.dataBytes = 0
        writer.tensors = []
        let bytes = writer.bytes()
        for count in 0..<bytes.count {
            await #expect(throws: HeaderError.self) {
                try await GGUFHeader.read(from: BytesSource(Array(bytes[..<count])))
            }
        }
    }

    @Test(arguments: [1, 3] as [UInt32], [false, true])
    func `a GGUF file with changed bytes never misleads`(version: UInt32, isBigEndian: Bool) async throws {
        var writer = GGUFWriter.llama
        writer.version = version
        writer.isBigEndian = isBigEndian
        writer.dataBytes = 1312
        let bytes = writer.bytes()
        let header = bytes.count - 1312
        var generator = SeededGenerator(seed: 30 + UInt64(version))
        for index in 0..<header {
            var changed = bytes
            changed[index] ^= UInt8.random(in: 1...255, using: &generator)
            try await checkGGUF(changed)
        }
        for _ in 0..<500 {
            var changed = bytes
            for _ in 0..<Int.random(in: 1...8, using: &generator) {
                let value = [0, 1, 0x7F, 0x80, 0xFF, UInt8.random(in: 0...255, using: &generator)]
                changed[Int.random(in: 4..<header, using: &generator)] = value.randomElement(using: &generator) ?? 0
            }
            changed.removeLast(Int.random(in: 0...changed.count / 4, using: &generator))
            try await checkGGUF(changed)
        }
    }

    @Test func `a safetensors file with changed bytes never misleads`() async throws {
        let bytes = SafetensorsWriter.ordinary
        var generator = SeededGenerator(seed: 40)
        for round in 0..<3000 {
            var changed = bytes
            for _ in 0..<(round % 4 + 1) {
                let structural = Array("{}[]\",:0123456789\\u-e.".utf8)
                let value = [
                    UInt8.random(in: 0...255, using: &generator), structural.randomElement(using: &generator) ?? 0,
                ]
                changed[Int.random(in: 0..<changed.count, using: &generator)] =
                    value.randomElement(using: &generator) ?? 0
            }
            if round % 3 == 0 { changed.removeLast(Int.random(in: 0...changed.count, using: &generator)) }
            do {
                let header = try await SafetensorsHeader.read(from: BytesSource(changed))
                #expect(header.tensors.first.map { $0.range.lowerBound == header.length } ?? true)
                #expect(header.tensors.last.map { $0.range.upperBound == header.fileSize } ?? true)
            } catch let error as HeaderError {
                #expect(error.problem.message.utf8.count < 500)
            }
        }
    }
}
