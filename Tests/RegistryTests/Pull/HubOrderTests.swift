import Domain
import Hub
import Testing
import Wire

@testable import Registry

@Suite struct `Several Hubs` {
    private func with(_ error: HubError?, _ body: (TestHome, _ first: WatchedHub, _ pull: Puller) async throws -> Void)
        async throws
    {
        try await TestHome.with { home in
            try home.publish("org/owl/README.md", "owl")
            try home.write("empty/readme", [])
            let first = WatchedHub(hub: FolderHub(root: home.folder + "/empty"))
            first.log.refuse(error)
            try await body(home, first, home.puller(hubs: [first, home.hub]))
        }
    }

    @Test(
        arguments: [
            nil, .unreachable(host: "h", why: "down"), .offline(host: "h"), .unauthorized(host: "h"),
        ] as [HubError?])
    func `the next is asked when one lacks the model or cannot be reached`(error: HubError?) async throws {
        try await with(error) { home, _, puller in
            let report = try await puller.pull(PullRequest(reference: "org/owl"), report: Unheard())
            #expect(report.name == "org/owl")
            #expect(try await home.version("org/owl")?.source == home.hub.endpoint.description)
        }
    }

    @Test func `a clear answer of the first is the answer`() async throws {
        let gated = HubError.gated(try id("org/owl"), page: "https://h/org/owl", .needsToken)
        try await with(gated) { _, _, puller in
            await #expect(throws: gated) { try await puller.pull(PullRequest(reference: "org/owl"), report: Unheard()) }
        }
    }

    @Test func `a Hub that was named is the only one asked`() async throws {
        try await with(nil) { _, first, puller in
            let request = PullRequest(reference: "org/owl", hub: first.endpoint.description)
            let failure = await problem { _ = try await puller.pull(request, report: Unheard()) }
            #expect(failure?.code == .notFound)
        }
    }

    @Test func `it is not found only when every Hub could be asked`() async throws {
        try await with(nil) { _, _, puller in
            let failure = await problem {
                _ = try await puller.pull(PullRequest(reference: "org/cat"), report: Unheard())
            }
            #expect(failure?.code == .notFound)
        }
    }

    @Test func `when none has it each one's answer is told, and that one could not be asked`() async throws {
        try await with(.unreachable(host: "first.example", why: "down")) { _, _, puller in
            let failure = await problem {
                _ = try await puller.pull(PullRequest(reference: "org/cat"), report: Unheard())
            }
            #expect(failure?.code == .unreachable)
            #expect(failure?.message.contains("not every one could be asked") == true)
            #expect(failure?.message.contains("first.example") == true)
            #expect(failure?.message.contains("org/cat") == true)
        }
    }
}
