import Domain
import Foundation
import Hub
import Registry
import Synchronization
import Testing
import Wire

@testable import Conversion

/// A kept model becomes another kept model.
struct ConverterTests {
    @Test func `every tensor is at its place, aligned, and says what it is`() async throws {
        try await ConversionHome.with { home in
            let report = try await home.convert(try await home.keep(.llama()), to: "f32")
            let reader = try home.reader(report)
            let header = try await GGUFHeader.read(from: reader)
            #expect(header.version == 3 && header.architecture == "llama" && header.fileTypeLabel == "F32")
            #expect(header.tensors.count == 20)
            #expect(header.tensors.allSatisfy { $0.offset % 32 == 0 })
            #expect(header.fileSize == report.sizeBytes)
            #expect(header.blockCount == 2 && header.contextLength == 128 && header.keyLength == 16)
            #expect(header.license?.id == "mit")
            let gate = header.tensors.first { $0.name == "blk.1.ffn_gate.weight" }
            #expect(gate?.dimensions == [64, 96])
        }
    }

    @Test func `rows of queries and keys take turns, and no others`() async throws {
        try await ConversionHome.with { home in
            let model = TinyModel.llama()
            let report = try await home.convert(try await home.keep(model), to: "f32")
            // Heads of 16 rows: row 1 was row 8, row 2 row 1, row 17 row 24.
            let query = try await home.weights("blk.0.attn_q.weight", of: report)
            let rows = [0, 1, 2, 15, 16, 17].map { row in Int(query[row * 64] - 2000) / 64 }
            #expect(rows == [0, 8, 1, 15, 16, 24])
            let key = try await home.weights("blk.0.attn_k.weight", of: report)
            let keyRows = [0, 1, 2, 17].map { row in Int(key[row * 64 + 3] - 3003) / 64 }
            #expect(keyRows == [0, 8, 1, 24])
            let value = try await home.weights("blk.0.attn_v.weight", of: report)
            #expect(value == (0..<2048).map { index in Float(4000 + index) })
        }
    }

    @Test func `types stand side by side in one version, made from the base under its licence`() async throws {
        try await ConversionHome.with { home in
            let base = try await home.keep(.llama())
            let first = try await home.convert(base, to: "Q8_0")
            let second = try await home.convert(base, to: "bf16")
            #expect(first.commit == second.commit && first.model == "org/tiny-GGUF")
            let version = try #require(try await home.version(second))
            #expect(
                version.files.map(\.path.text) == ["LICENSE", "README.md", "tiny-BF16.gguf", "tiny-Q8_0.gguf"])
            #expect(version.license == "mit" && version.source == "converted from org/tiny@\(base.commit.hex)")
            let lineage = try await home.catalogue.lineage(of: version.repository)
            #expect(lineage.edges.contains { $0.child == "org/tiny-GGUF" && $0.parent == "org/tiny" })
            #expect(try home.unfinished.isEmpty)
        }
    }

    @Test func `asked twice for the same, nothing is done`() async throws {
        try await ConversionHome.with { home in
            let base = try await home.keep(.llama())
            let first = try await home.convert(base, to: "q4_0")
            let second = try await home.convert(base, to: "q4_0")
            #expect(!first.unchanged && second.unchanged && first.sha256 == second.sha256)
        }
    }

    @Test func `progress counts the bytes of the file, to its last`() async throws {
        try await ConversionHome.with { home in
            let seen = Mutex<[Int64]>([])
            let report = try await home.convert(try await home.keep(.llama()), to: "f16") { done, total in
                seen.withLock { $0.append(done) }
                #expect(done <= total)
            }
            let steps = seen.withLock { $0 }
            #expect(steps == steps.sorted() && steps.last == report.sizeBytes)
        }
    }

    @Test func `a cancelled conversion leaves nothing`() async throws {
        try await ConversionHome.with { home in
            let base = try await home.keep(.llama())
            let task = Task {
                try await home.convert(base, to: "f32") { _, _ in withUnsafeCurrentTask { $0?.cancel() } }
            }
            await #expect(throws: (any Error).self) { try await task.value }
            #expect(try home.unfinished.isEmpty)
            let target = try #require(RepositoryID("org/tiny-GGUF"))
            #expect(try await home.catalogue.version(of: target) == nil)
        }
    }

    @Test func `what a killed conversion left is cleared away`() async throws {
        try await ConversionHome.with { home in
            let base = try await home.keep(.llama())
            try Data([1, 2, 3]).write(to: URL(filePath: "\(home.folder)/partial/convert-job.gguf"))
            let report = try await home.convert(base, to: "f32")
            #expect(try await GGUFHeader.read(from: try home.reader(report)).tensors.count == 20)
            #expect(try home.unfinished.isEmpty)
        }
    }

    @Test func `a name that is kept from elsewhere is left alone`() async throws {
        try await ConversionHome.with { home in
            let base = try await home.keep(.llama())
            _ = try await home.keep(.llama(), as: "org/tiny-GGUF")
            await #expect(throws: ConversionError.self) { try await home.convert(base, to: "f32") }
            let other = try await home.convert(base, to: "f32", name: "me/mine")
            #expect(other.model == "me/mine")
        }
    }

    @Test func `other types need the program that makes them`() async throws {
        try await ConversionHome.with { home in
            let base = try await home.keep(.llama())
            await #expect(throws: ConversionError.quantiserMissing("Q4_K_M")) {
                try await home.convert(base, to: "q4_k_m")
            }
            // A stand-in for llama-quantize: it says with what it was called.
            let tool = "\(home.folder)/llama-quantize"
            try Data("#!/bin/sh\ncp \"$1\" \"$2\"\ntest \"$3\" = Q4_K_M\n".utf8).write(to: URL(filePath: tool))
            try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: tool)
            let report = try await home.convert(base, to: "q4_k_m", quantiser: tool)
            #expect(report.file == "tiny-Q4_K_M.gguf")
            #expect(try home.unfinished.isEmpty)
        }
    }

    @Test func `four bits keep eight where every answer goes through`() async throws {
        try await ConversionHome.with { home in
            let plan = try await home.plan(try await home.keep(.llama()), .q4)
            let types = Dictionary(uniqueKeysWithValues: plan.layout.tensors.map { ($0.name, $0.type) })
            #expect(types["token_embd.weight"] == .q8 && types["blk.0.ffn_up.weight"] == .q4)
            #expect(types["output_norm.weight"] == .f32)
        }
    }

    @Test(arguments: ["", "q9_0", "F32; rm"])
    func `a type there is none of is refused`(type: String) throws {
        #expect(throws: ConversionError.self) { try OutputType(named: type) }
    }

    @Test(arguments: [
        (Int64(820_352), "820K"), (22_713_216, "23M"), (7_241_732_096, "7.2B"), (450, "0.45K"), (1_500_000, "1.5M"),
    ])
    func `sizes are said as people say them`(parameters: Int64, label: String) {
        #expect(SizeLabel.text(parameters) == label)
    }

    @Test(arguments: [
        ("tiny-writer", "Tiny Writer"), ("Qwen2.5-0.5B-Instruct", "Qwen2.5 0.5B Instruct"),
        ("all-MiniLM-L6-v2", "All MiniLM L6 v2"),
    ])
    func `names are titles`(name: String, title: String) {
        #expect(GeneralFacts.title(name) == title)
    }
}
