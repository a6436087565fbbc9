import Foundation
import Subprocess
import SystemPackage
import Testing

@testable import Server

@Suite struct `The note of a running server` {
    private func note(_ pid: Int32) -> ServerNote {
        ServerNote(pid: pid, address: "http://127.0.0.1:8899", servesSamples: true)
    }

    @Test func `is found by other processes while the server lives`() async throws {
        try await ServerFixture.with { fixture in
            try fixture.makeFolder("home")
            #expect(ServerNote.read(fixture.home()) == nil)
            try note(getpid()).write(fixture.home())
            #expect(ServerNote.read(fixture.home())?.address == "http://127.0.0.1:8899")
            ServerNote.remove(fixture.home())
            #expect(ServerNote.read(fixture.home()) == nil)
        }
    }

    @Test func `of a dead process is as good as none`() async throws {
        try await ServerFixture.with { fixture in
            try fixture.makeFolder("home")
            let process = try await Subprocess.run(.path("/bin/true"), output: .discarded).processIdentifier
            try note(process.value).write(fixture.home())
            #expect(ServerNote.read(fixture.home()) == nil)
        }
    }

    @Test(arguments: ["", "{", "[]", #"{"pid":1}"#])
    func `that is torn or foreign is as good as none`(text: String) async throws {
        try await ServerFixture.with { fixture in
            try fixture.write("home/server.json", text)
            #expect(ServerNote.read(fixture.home()) == nil)
        }
    }

    @Test func `of another living server is not taken away`() async throws {
        try await ServerFixture.with { fixture in
            try fixture.makeFolder("home")
            try note(getppid()).write(fixture.home())
            ServerNote.remove(fixture.home())
            #expect(ServerNote.read(fixture.home())?.pid == getppid())
        }
    }
}
