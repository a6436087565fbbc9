import Domain
import Glibc
import SystemPackage
import Testing

@testable import Sandbox

@Suite struct `What a sandbox leaves behind` {
    private func collect(
        _ limits: SandboxLimits = SandboxLimits(), _ fill: (FilePath) throws -> Void
    ) async throws -> (files: [String], leftOut: [String: String], read: (String) throws -> String) {
        try await Scratch.with { folder in
            let source = folder.appending("source")
            let target = folder.appending("target")
            try Scratch.make(folder: source)
            try fill(source)
            try OutFolder.prepare(target)
            var out = OutFolder(to: target, limits: limits)
            let descriptor = try FileDescriptor.open(source, .readOnly, options: .directory)
            try await out.copy(from: descriptor)
            try descriptor.close()
            let texts = try out.files.reduce(into: [:]) { texts, file in
                texts[file.path] = try Scratch.read(target.pushing(FilePath(file.path)))
            }
            let leftOut = Dictionary(out.leftOut.map { ($0.path, $0.reason) }, uniquingKeysWith: { first, _ in first })
            return (out.files.map(\.path), leftOut, { texts[$0] ?? "missing" })
        }
    }

    @Test func `files and folders are copied`() async throws {
        let found = try await collect { source in
            try Scratch.write("one", to: source.appending("a"))
            try Scratch.make(folder: source.appending("d"))
            try Scratch.write("two", to: source.appending("d").appending("b"))
        }
        #expect(found.files == ["a", "d/b"])
        #expect(try found.read("a") == "one")
        #expect(try found.read("d/b") == "two")
        #expect(found.leftOut.isEmpty)
    }

    @Test func `links, pipes and files with a second name are not`() async throws {
        let found = try await collect { source in
            symlink("/etc/passwd", source.appending("link").string)
            symlink("/etc", source.appending("folder").string)
            mkfifo(source.appending("pipe").string, 0o644)
            try Scratch.write("x", to: source.appending("first"))
            link(source.appending("first").string, source.appending("second").string)
        }
        #expect(found.files.isEmpty)
        #expect(found.leftOut["link"] == "is a link")
        #expect(found.leftOut["folder"] == "is a link")
        #expect(found.leftOut["pipe"] == "is no regular file")
        #expect(found.leftOut["first"] == "has several names")
    }

    @Test func `names that could mislead are not`() async throws {
        let found = try await collect { source in
            for name in ["line\nbreak", "\u{1B}[2J", "right\u{202E}left"] {
                close(open(source.appending(name).string, O_CREAT | O_WRONLY, 0o644))
            }
            close(open("\(source)/\u{7F}", O_CREAT | O_WRONLY, 0o644))
            try Scratch.write("x", to: source.appending("größe 模型.txt"))
        }
        #expect(found.files == ["größe 模型.txt"])
    }

    @Test func `more bytes or entries than allowed, and endless depth, end the copying`() async throws {
        var limits = SandboxLimits()
        limits.disk = ByteCount(4096)
        let large = try await collect(limits) { source in
            try Scratch.write(String(repeating: "x", count: 4000), to: source.appending("a"))
            truncate(source.appending("a").string, 4097)
        }
        #expect(large.leftOut["a"] == "is more than `/out` may hold")
        limits.files = 16
        let many = try await collect(limits) { source in
            for number in 0..<40 { try Scratch.write("", to: source.appending("\(number)")) }
        }
        #expect(many.files.count == 16)
        let deep = try await collect { source in
            var path = source
            for _ in 0..<60 {
                path.append("d")
                try Scratch.make(folder: path)
            }
        }
        #expect(deep.leftOut.values.contains("deeper than 32 folders"))
    }

    @Test func `nothing is copied over something that is there`() throws {
        try Scratch.with { folder in
            try Scratch.write("mine", to: folder.appending("a"))
            #expect(throws: SandboxError.outputNotEmpty(folder)) { try OutFolder.prepare(folder) }
            #expect(throws: SandboxError.self) { try OutFolder.prepare(folder.appending("a")) }
        }
    }
}
