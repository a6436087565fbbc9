import Foundation
import Sandbox
import SystemPackage
import Testing

@testable import Registry

@Suite struct `The interpreter of a run` {
    private func place(_ python: String?) -> Result<PythonPlace, PythonPlace.Missing> {
        var settings = ReproduceSettings()
        settings.python = python
        return Result { () throws(PythonPlace.Missing) in try PythonPlace(settings) }
    }

    private func program(_ path: String) throws {
        let url = URL(filePath: path)
        try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data().write(to: url)
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
    }

    private func refusal(_ python: String) -> String? {
        if case .failure(let missing) = place(python) { missing.reason } else { nil }
    }

    @Test func `is the system's where none is named, and needs nothing mounted`() throws {
        let found = try place(nil).get()
        #expect(found.program.hasPrefix("/usr/") && found.mounts.isEmpty)
    }

    @Test func `of an environment brings the environment and what it was made from`() async throws {
        try await TestHome.with { home in
            let (venv, base) = ("\(home.folder)/venv", "\(home.folder)/base")
            try program("\(venv)/bin/python3")
            try program("\(base)/lib/python3.11/os.py")
            try home.write("venv/pyvenv.cfg", Array("home = \(base)/bin\nversion = 3.11.2\n".utf8))
            #expect(
                try place("\(venv)/bin/python3").get().mounts == [
                    SandboxMount(FilePath(venv)), SandboxMount(FilePath(base)),
                ])
            try home.write("venv/pyvenv.cfg", Array("home = /usr/bin\n".utf8))
            #expect(try place("\(venv)/bin/python3").get().mounts == [SandboxMount(FilePath(venv))])
            try home.write("venv/pyvenv.cfg", Array("home = \(home.folder)/home/bin\n".utf8))
            #expect(refusal("\(venv)/bin/python3")?.contains("no installation") == true)
        }
    }

    @Test func `in a folder that is no environment is refused, for all of it would be shown`() async throws {
        try await TestHome.with { home in
            try program("\(home.folder)/bin/python3")
            #expect(refusal("\(home.folder)/bin/python3")?.contains("no environment") == true)
            #expect(refusal("\(home.folder)/bin/../bin/python3")?.contains("no program") == true)
            #expect(refusal("\(home.folder)/bin/python4")?.contains("no program") == true)
            #expect(refusal("python3")?.contains("no program") == true)
        }
    }
}
