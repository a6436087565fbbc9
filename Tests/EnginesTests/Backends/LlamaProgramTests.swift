import Domain
import Foundation
import SystemPackage
import Testing

@testable import Engines

@Suite struct `A llama.cpp` {
    private func withFolder(_ body: (String) throws -> Void) throws {
        let folder = FileManager.default.temporaryDirectory.path + "/llama-\(UUID().uuidString)"
        defer { try? FileManager.default.removeItem(atPath: folder) }  // Nothing depends on it being gone.
        try body(folder)
    }

    private func program(_ path: String) throws {
        let url = URL(filePath: path)
        try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data("#!/bin/sh\n".utf8).write(to: url)
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
    }

    @Test func `is taken from where LLAMA_SERVER says, else from the path, else out of the wheel`() throws {
        try withFolder { folder in
            try program("\(folder)/own/llama-server")
            try program("\(folder)/bin/llama-server")
            try program("\(folder)/venv/bin/python")
            try program("\(folder)/venv/lib/python3.11/site-packages/xllamacpp/__init__.py")
            let pythons = [FilePath("\(folder)/none/bin/python"), FilePath("\(folder)/venv/bin/python")]
            var environment = ["LLAMA_SERVER": "\(folder)/own/llama-server", "PATH": "relative:\(folder)/bin"]
            let named = try LlamaProgram.find(environment: environment, pythons: pythons)
            #expect(named.executable == FilePath("\(folder)/own/llama-server"))
            environment["LLAMA_SERVER"] = ""
            let found = try LlamaProgram.find(environment: environment, pythons: pythons)
            #expect(found.executable == FilePath("\(folder)/bin/llama-server") && !found.isWheel)
            let wheel = try LlamaProgram.find(environment: ["PATH": "/usr/none"], pythons: pythons)
            #expect(wheel.executable == pythons[1] && wheel.isWheel)
            #expect(wheel.leading.last?.contains("import xllamacpp") == true)
        }
    }

    @Test(arguments: ["llama-server", "/no/such/program", "/etc/passwd", "/usr"])
    func `is not taken from a name that is no absolute path of a program`(name: String) {
        #expect(throws: EngineError.self) { try LlamaProgram.find(environment: ["LLAMA_SERVER": name], pythons: []) }
    }

    @Test func `that is missing says where it was looked for`() {
        let error = #expect(throws: EngineError.self) {
            try LlamaProgram.find(environment: [:], pythons: ["/a/python"])
        }
        #expect(error?.problem.message.contains("xllamacpp in `/a/python`") == true)
    }

    @Test func `is started without what Roost knows, and with its own key`() {
        let given = ["HF_TOKEN": "secret", "HOME": "/home/x", "GGML_VK_VISIBLE_DEVICES": "0"]
        let variables = LlamaArguments.variables(given, key: "k")
        #expect(variables["HF_TOKEN"] == nil && variables["LLAMA_API_KEY"] == "k")
        #expect(variables["GOMP_SPINCOUNT"] == "0" && variables["GGML_VK_VISIBLE_DEVICES"] == "0")
    }

    @Test(arguments: [("m-00002-of-00003.gguf", 2, 3), ("a/b-00001-of-00001.gguf", 1, 1)])
    func `finds the parts of a file by their names`(name: String, part: Int, total: Int) {
        #expect(PartName(name).map { [$0.part, $0.total] } == [part, total])
    }

    @Test(arguments: [
        "m.gguf", "m-00004-of-00003.gguf", "m-00000-of-00000.gguf", "m-1-of-2.gguf", "-00001-of-00002.gguf",
    ])
    func `takes no other name for one of a part`(name: String) { #expect(PartName(name) == nil) }
}
