import Domain
import Glibc
import Logging
import Sandbox
import SystemPackage
import Testing

/// Real runs. Where the kernel does not allow them, each must be the refusal: never a run that is confined less.
@Suite struct `Sandboxed runs` {
    private static let sandbox = Bubblewrap(
        place: .standard(environment: [:]), logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })

    /// The outcome of a shell script inside; nil where it was refused, as the capability says too.
    private func run(
        _ script: String, _ change: (inout SandboxRequest) -> Void = { _ in }
    ) async throws -> SandboxOutcome? {
        var request = SandboxRequest("sh", ["-c", script])
        change(&request)
        do {
            return try await Self.sandbox.run(request)
        } catch SandboxError.refused(let reasons) {
            #expect(!reasons.isEmpty)
            let capability = await Self.sandbox.capability()
            #expect(!capability.isUsable, "it can, and yet: \(reasons)")
            return nil
        }
    }

    @Test func `a command runs, and its output, code and files come back`() async throws {
        try await Scratch.with { folder in
            let out = folder.appending("out")
            let outcome = try await run("cat; echo bad >&2; echo $SEED > file; exit 7") { request in
                request.input = Array("hello".utf8)
                request.environment = ["SEED": "42"]
                request.outputFolder = out
            }
            guard let outcome else { return }
            #expect(outcome.exit == .exited(7))
            #expect(outcome.output.text == "hello")
            #expect(outcome.errors.text == "bad\n")
            #expect(outcome.files == [SandboxFile(path: "file", size: ByteCount(3))])
            #expect(try Scratch.read(out.appending("file")) == "42\n")
        }
    }

    @Test func `a folder is read at in, and not written`() async throws {
        try await Scratch.with { folder in
            chmod(folder.string, 0o755)
            try Scratch.write("data", to: folder.appending("x"))
            let outcome = try await run("cat /in/x; touch /in/y") { $0.inputFolder = folder }
            guard let outcome else { return }
            #expect(outcome.output.text == "data")
            #expect(!outcome.isSuccess)
            #expect(access(folder.appending("y").string, F_OK) != 0)
        }
    }

    @Test func `a signal is told from a code`() async throws {
        #expect(try await run("kill -SEGV $$")?.exit ?? .signalled(SIGSEGV) == .signalled(SIGSEGV))
    }

    @Test func `too much time, output or memory ends it`() async throws {
        let slow = try await run("sleep 600") { $0.limits.wall = .seconds(1) }
        #expect(slow?.exit ?? .stopped(.wall) == .stopped(.wall))
        let loud = try await run("yes") { $0.limits.output = 1000 }
        #expect(loud?.exit ?? .stopped(.output) == .stopped(.output))
        #expect(loud?.output.bytes.count ?? 1000 == 1000)
        #expect(loud?.output.isTruncated ?? true)
        let hungry = try await run("head -c 400m /dev/zero | tail") { $0.limits.memory = ByteCount(64 << 20) }
        #expect(hungry?.exit ?? .stopped(.memory) == .stopped(.memory))
    }

    @Test func `output is handed over as it comes`() async throws {
        let chunks = Chunks()
        do {
            _ = try await Self.sandbox.run(SandboxRequest("echo", ["seen"])) { await chunks.add($0) }
            #expect(await chunks.text == "seen\n")
        } catch SandboxError.refused {
            #expect(await chunks.text == "")
        }
    }

    @Test func `cancelling ends it, and leaves nothing`() async throws {
        let capability = await Self.sandbox.capability()
        guard capability.isUsable else { return #expect(!capability.refusals.isEmpty) }
        let began = AsyncStream.makeStream(of: Void.self)
        await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                _ = try await Self.sandbox.run(SandboxRequest("sh", ["-c", "echo up; sleep 600"])) { _ in
                    began.continuation.yield()
                }
            }
            for await _ in began.stream { break }
            group.cancelAll()
            await #expect(throws: CancellationError.self) { try await group.next() }
        }
    }

    private actor Chunks {
        var text = ""
        func add(_ chunk: SandboxChunk) { text += String(decoding: chunk.bytes, as: UTF8.self) }
    }
}
