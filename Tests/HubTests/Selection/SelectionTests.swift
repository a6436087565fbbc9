import Domain
import Hub
import Testing

/// A file of a tree, its size in megabytes.
func file(_ path: String, _ megabytes: Double) throws -> SelectableFile {
    SelectableFile(path: try #require(RepositoryPath(path)), size: ByteCount(Int64(megabytes * 1_000_000)))
}

/// The usual tree of a GGUF repository, with everything that is not wanted by default.
func quantisedTree() throws -> [SelectableFile] {
    [
        try file(".gitattributes", 0.002), try file("README.md", 0.01), try file("config.json", 0.001),
        try file("LICENSE", 0.011), try file("tokenizer.json", 33), try file("demo.mp4", 90),
        try file("x-Q2_K.gguf", 3180), try file("x-Q3_K_M.gguf", 4020), try file("x-Q4_K_S.gguf", 4690),
        try file("x-Q4_K_M.gguf", 4920), try file("x-Q5_K_M.gguf", 5730), try file("x-Q6_K.gguf", 6600),
        try file("x-Q8_0.gguf", 8540),
        try file("F16/x-F16-00001-of-00002.gguf", 8000), try file("F16/x-F16-00002-of-00002.gguf", 8070),
        try file("mmproj-x-F32.gguf", 1200), try file("mmproj-x-f16.gguf", 600), try file("x.imatrix", 5),
        try file("x-imatrix.gguf", 5), try file("x-lora-Q8_0.gguf", 100), try file("pytorch_model.bin", 16000),
    ]
}

@Suite struct `Which files to pull` {
    private func select(
        _ files: [SelectableFile], _ memory: Double? = nil, quantisation: String? = nil
    ) throws -> Selection {
        try Selection(
            from: files, choice: try FileChoice(quantisation: quantisation),
            memory: memory.map { ByteCount(Int64($0 * 1_000_000_000)) })
    }

    private func names(_ selection: Selection) -> [String] { selection.files.map(\.text) }

    @Test func `a repository without quantisations is pulled whole`() throws {
        let files = [
            try file("README.md", 0.1), try file("model.safetensors", 500), try file("pytorch_model.bin", 500),
            try file("tf_model.h5", 500), try file("onnx/model.onnx", 600),
        ]
        let selection = try select(files, 1)
        #expect(selection.files == files.map(\.path))
        #expect(selection.reason == "the whole repository: 5 files (2.1 GB)")
        #expect(selection.quantisation == nil && selection.skipped == 0 && selection.available.isEmpty)
    }

    @Test func `one quantisation is no choice`() throws {
        let files = [try file("model-Q4_K_M.gguf", 5000), try file("model.safetensors", 16000)]
        let selection = try select(files, 1)
        #expect(selection.files.count == 2)
        #expect(selection.quantisation == "Q4_K_M")
    }

    @Test func `with a quantisation come the small files and one projector, nothing else`() throws {
        let selection = try select(try quantisedTree(), quantisation: "q5_k_m")
        #expect(
            names(selection) == [
                ".gitattributes", "README.md", "config.json", "LICENSE", "tokenizer.json", "x-Q5_K_M.gguf",
                "mmproj-x-f16.gguf",
            ])
        #expect(selection.reason == "Q5_K_M (5.7 GB), as asked")
        #expect(selection.skipped == 14)
        #expect(selection.size + selection.skippedSize == (try quantisedTree().map(\.size).total()))
        #expect(
            selection.available.map(\.label) == ["Q2_K", "Q3_K_M", "Q4_K_S", "Q4_K_M", "Q5_K_M", "Q6_K", "Q8_0", "F16"])
    }

    @Test(arguments: [
        (64, "Q8_0", "Q8_0 (8.5 GB) fits 64.0 GB of memory"),
        (16, "Q6_K", "Q6_K (6.6 GB) fits 16.0 GB of memory; Q8_0 (8.5 GB) would leave too little room"),
        (9, "Q4_K_M", "Q4_K_M (4.9 GB) fits 9.0 GB of memory; Q5_K_M (5.7 GB) would leave too little room"),
        (7, "Q4_K_M", "Q4_K_M (4.9 GB) fits 7.0 GB of memory; Q5_K_M (5.7 GB) would not"),
        (6.7, "Q4_K_S", "Q4_K_S (4.7 GB) fits 6.7 GB of memory; Q4_K_M (4.9 GB) would not"),
        (6, "Q3_K_M", "Q3_K_M (4.0 GB) fits 6.0 GB of memory; Q4_K_M (4.9 GB) would not"),
        (4, "Q2_K", "nothing fits 4.0 GB of memory; Q2_K (3.2 GB) is the smallest"),
    ])
    func `the best that fits is taken, and why is said`(memory: Double, label: String, reason: String) throws {
        let selection = try select(try quantisedTree(), memory)
        #expect(selection.quantisation == label)
        #expect(selection.reason == reason)
    }

    @Test func `the example of the manual`() throws {
        let files = [try file("x-Q4_K_M.gguf", 4920), try file("x-Q8_0.gguf", 8540)]
        #expect(try select(files, 10).reason == "Q4_K_M (4.9 GB) fits 10.0 GB of memory; Q8_0 (8.5 GB) would not")
    }

    @Test func `without knowing the memory the usual one is taken`() throws {
        let selection = try select(try quantisedTree())
        #expect(selection.reason == "Q4_K_M (4.9 GB) is the usual choice; the memory here is not known")
    }

    @Test func `without the usual one the nearest with four bits or more comes first`() throws {
        let files = [try file("x-Q2_K.gguf", 3000), try file("x-Q5_0.gguf", 5600), try file("x-F16.gguf", 16000)]
        #expect(try select(files, 8).quantisation == "Q5_0")
        #expect(try select(files, 6).quantisation == "Q2_K")
        #expect(try select(files, 100).quantisation == "Q5_0")
    }

    @Test func `a split quantisation is taken with all its parts`() throws {
        let selection = try select(try quantisedTree(), quantisation: "F16")
        #expect(names(selection).filter { $0.hasPrefix("F16/") }.count == 2)
        #expect(selection.reason == "F16 (16.1 GB), as asked")
    }

    @Test func `missing parts are named when asked for, and passed over when not`() throws {
        let files = [
            try file("x-Q8_0-00001-of-00003.gguf", 10), try file("x-Q8_0-00003-of-00003.gguf", 10),
            try file("x-Q2_K.gguf", 9),
        ]
        #expect(throws: SelectionError.missingParts("Q8_0", paths: ["x-Q8_0-00002-of-00003.gguf"], count: 1)) {
            try self.select(files, quantisation: "q8_0")
        }
        let selection = try select(files, 64)
        #expect(selection.quantisation == "Q2_K")
        #expect(selection.available.map(\.label) == ["Q2_K"])
        #expect(throws: SelectionError.self) { try self.select(Array(files.prefix(2)), 64) }
    }

    @Test func `a name that claims many parts costs nothing`() throws {
        let files = try (1...200).map { try file("x\($0)-Q8_0-00001-of-99999.gguf", 1) }
        do {
            _ = try select(files)
            Issue.record("a part was enough")
        } catch let error as SelectionError {
            #expect(error.problem.message.contains("lacks \(200 * 99_998) of its parts: `x1-Q8_0-00002-of-99999.gguf`"))
        }
    }

    @Test func `an unknown label lists what there is`() throws {
        do {
            _ = try select(try quantisedTree(), quantisation: "Q7_K")
            Issue.record("Q7_K was found")
        } catch let error as SelectionError {
            #expect(error.problem.message == "there is no quantisation `Q7_K`")
            #expect(error.problem.hint?.hasPrefix("available: Q2_K (3.2 GB), Q3_K_M (4.0 GB), ") == true)
        }
        #expect(throws: SelectionError.noQuantisations("Q4_0")) {
            try self.select([try file("model.safetensors", 1)], quantisation: "Q4_0")
        }
    }

    @Test func `a dynamic mixture is found by its plain label when there is no other`() throws {
        let files = [try file("x-UD-Q4_K_XL.gguf", 5), try file("x-Q2_K.gguf", 3)]
        #expect(try select(files, quantisation: "q4_k_xl").quantisation == "UD-Q4_K_XL")
        #expect(try select(files, quantisation: "UD-Q4_K_XL").quantisation == "UD-Q4_K_XL")
        #expect(try select(files).quantisation == "UD-Q4_K_XL")
    }

    @Test func `everything is everything`() throws {
        let selection = try Selection(
            from: try quantisedTree(), choice: try FileChoice(everything: true), memory: .zero)
        #expect(selection.files.count == 21 && selection.skipped == 0)
    }

    @Test func `patterns are obeyed as they are`() throws {
        let include = try Selection(from: try quantisedTree(), choice: try FileChoice(include: ["*Q8_0*", "F16/"]))
        #expect(names(include).count == 4)
        #expect(include.reason == "the patterns leave 4 files (24.7 GB)")
        let exclude = try Selection(
            from: try quantisedTree(), choice: try FileChoice(exclude: ["*.json", "*-Q4_K_M*"]))
        #expect(exclude.quantisation == "Q4_K_S")
        #expect(!names(exclude).contains("config.json"))
        #expect(exclude.skipped == 21 - exclude.files.count)
    }

    @Test func `patterns that leave nothing are an error with examples`() throws {
        do {
            _ = try Selection(from: try quantisedTree(), choice: try FileChoice(include: ["*.xyz"]))
            Issue.record("something was found")
        } catch let error as SelectionError {
            #expect(error.problem.hint?.contains("`README.md`") == true)
        }
        #expect(throws: SelectionError.emptyRepository) { try Selection(from: [], choice: try FileChoice()) }
        #expect(throws: SelectionError.pattern("")) { try FileChoice(include: [""]) }
    }

    @Test func `names that tell no label are left whole unless others tell one`() throws {
        let plain = [try file("a.gguf", 5), try file("b.gguf", 6)]
        #expect(try select(plain, 1).files.count == 2)
        let mixed = plain + [try file("x-Q4_0.gguf", 4), try file("x-Q8_0.gguf", 8)]
        #expect(names(try select(mixed, 64)) == ["x-Q8_0.gguf"])
    }

    @Test func `a repository of adapters is what its adapters are`() throws {
        let files = [try file("x-lora-F16.gguf", 50), try file("x-lora-Q8_0.gguf", 25)]
        #expect(names(try select(files, 64)) == ["x-lora-Q8_0.gguf"])
    }

    @Test func `sizes no disk has do not overflow`() throws {
        let huge = ByteCount(Int64.max)
        let files = ["x-Q4_K_M.gguf", "x-Q8_0.gguf"].compactMap { RepositoryPath($0) }.map {
            SelectableFile(path: $0, size: huge)
        }
        #expect(try select(files, 64).reason.hasPrefix("nothing fits 64.0 GB of memory"))
    }
}
