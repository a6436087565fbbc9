import Domain
import Sandbox
import SystemPackage
import Testing

@Suite struct `Trusted tools` {
    @Test func `a tool is found in the folders of the system, not by anybody's path`() throws {
        #expect(try Tool(named: "sh").executable.isAbsolute)
        #expect(throws: ToolError.missing("../bin/sh")) { try Tool(named: "../bin/sh") }
        #expect(throws: ToolError.missing("bin/sh")) { try Tool(FilePath("bin/sh")) }
        #expect(throws: ToolError.missing("no-such-program")) { try Tool(named: "no-such-program") }
        #expect(throws: ToolError.missing("/etc/passwd")) { try Tool("/etc/passwd") }
    }

    @Test func `what a tool prints is collected, and its code is a result`() async throws {
        let shell = try Tool(named: "sh")
        let result = try await shell.run(["-c", "echo out; echo first >&2; echo 'second reason' >&2; exit 3"])
        #expect(result.exit == .exited(3))
        #expect(result.text == "out\n")
        #expect(result.complaint == "second reason")
        #expect(throws: ToolError.failed("sh", .exited(3), "second reason")) { try result.succeeded() }
        #expect(try await shell.run(["-c", "kill -9 $$"]).exit == .signalled(9))
    }

    @Test func `nothing of our environment is inherited`() async throws {
        let result = try await Tool(named: "env").run([], environment: ["GIT_TERMINAL_PROMPT": "0"])
        let names = Set(result.text.split(separator: "\n").compactMap { $0.split(separator: "=").first })
        #expect(names == ["PATH", "LC_ALL", "GIT_TERMINAL_PROMPT"])
    }

    @Test func `input arrives, and arguments are not read by a shell`() async throws {
        #expect(try await Tool(named: "cat").run([], input: Array("hello".utf8)).text == "hello")
        #expect(try await Tool(named: "echo").run(["$HOME", "a b", "; exit 1"]).text == "$HOME a b ; exit 1\n")
        #expect(try await Tool(named: "pwd").run([], workingDirectory: "/usr").text == "/usr\n")
        await #expect(throws: ToolError.badArgument("echo", why: "there is a NUL in it")) {
            try await Tool(named: "echo").run(["a\0b"])
        }
    }

    @Test func `a tool that takes too long is ended with its children`() async throws {
        let limits = ToolLimits(wall: .milliseconds(200), grace: .milliseconds(50))
        await #expect(throws: ToolError.tooSlow("sh", limit: .milliseconds(200))) {
            try await Tool(named: "sh").run(["-c", "trap '' TERM; sleep 600 & wait"], limits: limits)
        }
        await #expect(throws: ToolError.tooSlow("sh", limit: .milliseconds(200))) {
            try await Tool(named: "sh").run(["-c", "exec >&- 2>&-; sleep 600"], limits: limits)
        }
    }

    @Test func `a tool that prints too much is ended`() async throws {
        await #expect(throws: ToolError.tooMuchOutput("yes", limit: 1000)) {
            try await Tool(named: "yes").run([], limits: ToolLimits(output: 1000))
        }
        let noisy = try await Tool(named: "sh").run(
            ["-c", "head -c 300000 /dev/zero >&2; echo end >&2"], limits: ToolLimits(errors: 1000))
        #expect(noisy.errors.count == 1000)
        #expect(noisy.errors.suffix(4) == Array("end\n".utf8)[...])
    }

    @Test func `lines are handed over one by one`() async throws {
        let lines = Lines()
        let result = try await Tool(named: "printf").run(["one\\ntwo\\r\\n\\nlast"]) { await lines.add($0) }
        #expect(await lines.all == ["one", "two", "", "last"])
        #expect(result.output.isEmpty)
        await #expect(throws: ToolError.tooMuchOutput("head", limit: 100)) {
            let zeros = ["-c", "5000", "/dev/zero"]
            _ = try await Tool(named: "head").run(zeros, limits: ToolLimits(line: 100)) { await lines.add($0) }
        }
    }

    @Test func `a closure that throws ends the tool`() async throws {
        await #expect(throws: Problem(.conflict, "enough")) {
            try await Tool(named: "yes").run([]) { (_: String) in throw Problem(.conflict, "enough") }
        }
    }

    private actor Lines {
        var all: [String] = []
        func add(_ line: String) { all.append(line) }
    }
}
