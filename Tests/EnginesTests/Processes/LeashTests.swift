import Domain
import Foundation
import Glibc
import Subprocess
import SystemPackage
import Testing

@testable import Engines

@Suite struct `A process of an engine` {
    @Test func `ends when nobody holds its leash any more`() async throws {
        let leash = try Leash()
        let status = try await sleeping(leash) { process in
            leash.tie(to: process)
            leash.drop()
        }
        #expect(status == .signaled(SIGIO))
    }

    @Test func `that a killed Roost left behind is ended by the next`() async throws {
        let folder = FilePath(FileManager.default.temporaryDirectory.path + "/notes-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(atPath: folder.string) }  // Nothing depends on it being gone.
        let notes = ProcessNotes(folder: folder)
        let status = try await sleeping(try Leash()) { process in
            notes.write(process)
            // As if the one who wrote it had ended: its number is another's by now.
            let name = try #require(ProcessFiles.names(in: folder).first)
            let other = name.split(separator: ".").prefix(3).joined(separator: ".") + ".1"
            rename(folder.appending(name).string, folder.appending(other).string)
            notes.clear()
        }
        #expect(status == .signaled(SIGKILL))
        #expect(ProcessFiles.names(in: folder).isEmpty)
    }

    @Test func `of a Roost that lives is left alone, and so is another that has its number`() async throws {
        let folder = FilePath(FileManager.default.temporaryDirectory.path + "/notes-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(atPath: folder.string) }  // Nothing depends on it being gone.
        let notes = ProcessNotes(folder: folder)
        let status = try await sleeping(try Leash()) { process in
            notes.write(process)
            notes.clear()
            #expect(ProcessFiles.names(in: folder).count == 1)
            notes.remove(process)
            // A note of an older process with the same number, whose owner has ended.
            try Data().write(to: URL(filePath: folder.appending("\(process).1.\(getpid()).1").string))
            notes.clear()
            kill(process, SIGUSR1)
        }
        #expect(status == .signaled(SIGUSR1))
    }

    @Test func `has a memory that can be read`() throws {
        let own = try #require(ProcessFiles.memory(of: getpid()))
        #expect(own.own.bytes > 1 << 20)
        #expect(ProcessFiles.memory(of: -1) == nil)
    }

    private func sleeping(
        _ leash: Leash, _ body: @escaping @Sendable (Int32) async throws -> Void
    ) async throws -> TerminationStatus {
        try await Subprocess.run(
            .path("/bin/sleep"), arguments: ["600"],
            input: .fileDescriptor(leash.end, closeAfterSpawningProcess: false), output: .discarded, error: .discarded
        ) { execution in
            try await body(execution.processIdentifier.value)
        }.terminationStatus
    }
}
