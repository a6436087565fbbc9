import Domain
import Foundation
import Testing
import Wire

@testable import Registry

@Suite struct `Importing from the disk` {
    @Test func `a folder is kept under its name, without what belongs to tools`() async throws {
        try await TestHome.with { home in
            for (path, text) in [
                ("config.json", "{}"), ("sub/model.bin", "weights"), (".git/HEAD", "x"), (".cache/y", "y"),
            ] {
                try home.write("My Owl/\(path)", Array(text.utf8))
            }
            let report = try await home.take(home.folder + "/My Owl")
            #expect(
                report.map(\.name) == ["local/My-Owl"] && report.map(\.files) == [2]
                    && report.map(\.how) == ["2 copied"])
            #expect(try await home.paths("local/My-Owl") == ["config.json", "sub/model.bin"])
            #expect(try await home.text("sub/model.bin", of: "local/My-Owl") == "weights")
            let again = try await home.take(home.folder + "/My Owl", name: "org/owl")
            #expect(again.map(\.commit) == report.map(\.commit))
            #expect(home.blobCount == 2)
        }
    }

    @Test func `other bytes are another commit`() async throws {
        try await TestHome.with { home in
            try home.write("owl/config.json", Array("{}".utf8))
            let first = try await home.take(home.folder + "/owl")
            try home.write("owl/config.json", Array("[]".utf8))
            let second = try await home.take(home.folder + "/owl")
            #expect(first.map(\.commit) != second.map(\.commit))
            #expect(try await home.catalogue.history(of: id("local/owl")).count == 2)
        }
    }

    @Test func `a single weight file is a model`() async throws {
        try await TestHome.with { home in
            let path = try home.write("Owl-7B.Q4_K_M.gguf", Array("GGUF".utf8))
            #expect(try await home.take(path).map(\.name) == ["local/Owl-7B.Q4_K_M"])
            #expect(try await home.paths("local/Owl-7B.Q4_K_M") == ["Owl-7B.Q4_K_M.gguf"])
        }
    }

    @Test func `a dry run keeps nothing`() async throws {
        try await TestHome.with { home in
            try home.write("owl/config.json", Array("{}".utf8))
            let report = try await home.take(home.folder + "/owl", dryRun: true)
            #expect(report.map(\.files) == [1])
            #expect(home.blobCount == 0)
            #expect(try await home.catalogue.count() == 0)
        }
    }

    @Test func `what is no model is refused with a hint`() async throws {
        try await TestHome.with { home in
            try FileManager.default.createDirectory(atPath: home.folder + "/empty", withIntermediateDirectories: true)
            let cases: [(String, Problem.Code)] = [
                (home.folder + "/nothing", .notFound), (try home.write("notes.txt", [65]), .unsupported),
                (home.folder + "/empty", .badRequest),
            ]
            for (path, code) in cases {
                let failure = await problem { try await home.take(path) }
                #expect(failure?.code == code && failure?.hint != nil)
            }
            #expect(throws: Problem.self) { try ImportRequest(path: "x", name: "no name", mode: "auto") }
            #expect(throws: Problem.self) { try ImportRequest(path: "x", name: nil, mode: "move") }
        }
    }

    @Test func `a link out of the folder is refused, and nothing is kept`() async throws {
        try await TestHome.with { home in
            try home.write("owl/config.json", Array("{}".utf8))
            try FileManager.default.createSymbolicLink(
                atPath: home.folder + "/owl/passwd", withDestinationPath: "/etc/passwd")
            #expect(await problem { try await home.take(home.folder + "/owl") }?.code == .badRequest)
            #expect(home.blobCount == 0)
        }
    }

    @Test func `a damaged blob gives way to good bytes of the same length`() async throws {
        try await TestHome.with { home in
            try home.write("owl/model.bin", Array("weights".utf8))
            try await home.take(home.folder + "/owl")
            let file = try #require(try await home.version("local/owl")?.files.first)
            try home.damage(file.digest)
            #expect(try await home.verify().damaged.count == 1)
            try await home.take(home.folder + "/owl")
            #expect(try await home.verify().damaged.isEmpty)
            #expect(try await home.text("model.bin", of: "local/owl") == "weights")
        }
    }
}
