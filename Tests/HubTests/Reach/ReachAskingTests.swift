import Domain
import NIOPosix
import Testing

@testable import Hub

@Suite struct `Asking where a link leads` {
    /// A server of the test under the name `git.example`, reached as the rules say.
    private func with(
        names: FixedNames? = nil, limits: ReachLimits = ReachLimits(time: .seconds(120)),
        allow: [String] = ["git.example"],
        path: String = "/start", _ respond: @escaping @Sendable (StubRequest, Int) -> StubResponse,
        _ body: (Result<ReachAnswer, any Error>, StubHub) throws -> Void
    ) async throws {
        try await StubHub.with(respond) { stub in
            let names = names ?? FixedNames(["git.example": "127.0.0.1", "inner.example": "127.0.0.1"])
            let reach = try Reach.test(names, allow: allow)
            let result: Result<ReachAnswer, any Error>
            do {
                result = .success(
                    try await reach.get("http://git.example:\(stub.port)\(path)", limits: limits))
            } catch {
                result = .failure(error)
            }
            try body(result, stub)
        }
    }

    @Test func `uses the address that was judged and says its name`() async throws {
        try await with({ _, _ in .text("hello") }) { result, stub in
            let answer = try result.get()
            #expect(answer.status == 200 && answer.body == Array("hello".utf8))
            #expect(stub.requests.map { $0["Host"] } == ["git.example:\(stub.port)"])
            #expect(stub.requests.allSatisfy { $0["Authorization"] == nil && $0["Cookie"] == nil })
        }
    }

    @Test func `resolves a name once, so that it cannot change its meaning`() async throws {
        let names = FixedNames(["git.example": [["127.0.0.1"], ["10.255.255.1"]]])
        try await with(names: names, { _, _ in .text("hello") }) { result, _ in
            let answer = try result.get()
            #expect(answer.status == 200)
            #expect(names.lookUps == 1)
        }
    }

    @Test func `tries the next address when one does not answer`() async throws {
        // Nobody listens on the port of the test at another loopback address.
        let names = FixedNames(["git.example": [["127.254.254.254", "127.0.0.1"]]])
        try await with(names: names, { _, _ in .text("hello") }) { result, _ in
            let answer = try result.get()
            #expect(answer.status == 200)
        }
    }

    @Test func `judges each redirect anew`() async throws {
        try await with({ request, port in
            request.path == "/start" ? .redirect("http://inner.example:\(port)/secret") : .text("secret")
        }) { result, stub in
            #expect(throws: ReachError.refused(host: "inner.example", why: "loopback address 127.0.0.1")) {
                try result.get()
            }
            #expect(stub.paths == ["/start"])
        }
    }

    @Test(arguments: ["http://127.0.0.1/", "http://[::1]/", "http://169.254.169.254/x", "//127.0.0.1/x"])
    func `does not follow a redirect inwards`(target: String) async throws {
        try await with({ _, _ in .redirect(target) }) { result, _ in
            guard case .failure(ReachError.refused) = result else {
                Issue.record("\(result)")
                return
            }
        }
    }

    @Test func `follows a redirect on the same host`() async throws {
        try await with({ request, _ in request.path == "/start" ? .redirect("/moved/") : .text("here") }) {
            result, stub in
            let answer = try result.get()
            #expect(answer.location.path == "/moved/" && answer.body == Array("here".utf8))
        }
    }

    @Test func `gives up on circles and on long ways`() async throws {
        try await with({ _, _ in .redirect("/start") }) { result, _ in
            #expect(throws: ReachError.tooManyRedirects(host: "git.example")) { try result.get() }
        }
        let limits = ReachLimits(time: .seconds(120), hops: 3)
        try await with(limits: limits, { request, _ in .redirect(request.path + "x") }) { result, stub in
            #expect(throws: ReachError.tooManyRedirects(host: "git.example")) { try result.get() }
            #expect(stub.paths.count == 4)
        }
    }

    @Test func `reads no more than the limit`() async throws {
        let limits = ReachLimits(bytes: ByteCount(10), time: .seconds(120))
        try await with(limits: limits, { _, _ in .text("more than ten bytes") }) { result, _ in
            #expect(throws: ReachError.tooLarge(host: "git.example", limit: ByteCount(10))) { try result.get() }
        }
    }

    @Test func `waits no longer than the limit`() async throws {
        let limits = ReachLimits(time: .milliseconds(150))
        try await with(limits: limits, { _, _ in StubResponse(headers: [("Content-Length", "5")], hangs: true) }) {
            result, _ in
            #expect(throws: ReachError.timedOut(host: "git.example", after: .milliseconds(150))) { try result.get() }
        }
    }
}
