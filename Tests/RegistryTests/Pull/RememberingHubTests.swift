import Domain
import Foundation
import Hub
import NIOCore
import Testing
import Wire

@testable import Registry

@Suite struct `A Hub asked by one pull` {
    private func publish(_ house: GatedHome) throws {
        for (path, bytes) in [
            ("README.md", Array(GatedHome.card.utf8)), ("config.json", Array(#"{"model_type":"owl"}"#.utf8)),
            ("model.safetensors", CaptureFixture.safetensors(#""format":"pt""#)),
        ] {
            try house.home.write("hub/org/owl/\(path)", bytes)
        }
    }

    @Test func `is asked nothing twice, though gate and pull both want it`() async throws {
        try await GatedHome.with { house in
            try publish(house)
            _ = try await house.puller.pull(PullRequest(reference: "org/owl"), report: Unheard())
            #expect(
                house.home.hub.log.asked == [
                    "bytes model.safetensors", "info", "text README.md", "text config.json", "tree",
                ])
            #expect(try await house.home.paths("org/owl") == ["README.md", "config.json", "model.safetensors"])
        }
    }

    @Test func `is asked one thing when nothing has changed`() async throws {
        try await GatedHome.with { house in
            try publish(house)
            _ = try await house.puller.pull(PullRequest(reference: "org/owl"), report: Unheard())
            house.home.hub.log.clear()
            let again = try await house.puller.pull(PullRequest(reference: "org/owl"), report: Unheard())
            #expect(again.unchanged && house.home.hub.log.asked == ["info"])
        }
    }

    private func with(
        _ body: (TestHome, RememberingHub, RemoteFile, RepositoryID, GitObjectID) async throws -> Void
    ) async throws {
        try await TestHome.with { home in
            try home.publish("org/owl/config.json", "0123456789")
            let (hub, name) = (RememberingHub(home.hub), try id("org/owl"))
            let commit = try #require(try await hub.info(name, revision: .main).commit)
            let file = try #require(try await hub.tree(name, commit: commit).first)
            home.hub.log.clear()
            try await body(home, hub, file, name, commit)
        }
    }

    private func text(_ response: FileResponse) async throws -> String {
        var text = ""
        for try await buffer in response.body { text += String(buffer: buffer) }
        return text
    }

    @Test func `gives each answer once more, and then asks anew`() async throws {
        try await with { home, hub, file, name, commit in
            for _ in 0..<2 {
                _ = try await hub.document(name, revision: Revision(commit))
                _ = try await hub.tree(name, commit: commit)
            }
            #expect(home.hub.log.asked == ["info", "tree"], "the second time")
            _ = try await hub.smallFile(name, commit: commit, path: file.path, limit: ByteCount(100))
            for _ in 0..<2 {
                let whole = try await hub.open(file, of: name, commit: commit, range: nil)
                #expect(try await text(whole) == "0123456789")
            }
            #expect(home.hub.log.opened == ["config.json"], "whoever doubts the bytes gets those of the Hub")
        }
    }

    @Test func `fetches a small file whole when a part is wanted, and gives its parts`() async throws {
        try await with { home, hub, file, name, commit in
            for range: Range<Int64> in [0..<4, 4..<10, 8..<30] {
                let part = try await hub.open(file, of: name, commit: commit, range: range)
                let wanted = range.clamped(to: 0..<10)
                #expect(part.start == range.lowerBound && part.total == 10)
                #expect(try await text(part) == wanted.map { "\($0)" }.joined())
            }
            #expect(home.hub.log.opened == ["config.json"])
        }
    }
}
