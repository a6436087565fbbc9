import Domain
import Testing
import Wire

@testable import Hub

@Suite struct `What a Hub says` {
    @Test func `a search reads rows and follows the link to the next page`() async throws {
        try await HubFixture.with { request, port in
            if request.target.contains("cursor=") { return .json(#"[{"id":"org/second"}]"#) }
            let next = "<http://127.0.0.1:\(port)/api/models?cursor=abc>; rel=\"next\""
            return .json(
                #"[{"id":"org/first","likes":3,"gated":"manual","downloads":"many","tags":["gguf"]},{"id":"../bad"},7]"#,
                headers: [("Link", next)])
        } _: { it in
            let query = HubQuery(search: "first one", tags: ["gguf"], sort: .likes, limit: 2)
            let page = try await it.hub.search(query, kind: .model)
            #expect(page.rows.map(\.id.path) == ["org/first"])
            #expect(page.rows[0].gate == .manual)
            #expect(page.rows[0].downloads == nil)
            #expect(it.stub.requests[0].target == "/api/models?search=first%20one&filter=gguf&sort=likes&limit=2")
            let second = try #require(try await it.hub.nextPage(page))
            #expect(second.rows.map(\.id.path) == ["org/second"])
            #expect(try await it.hub.nextPage(second) == nil)
        }
    }

    @Test(arguments: [
        "http://127.0.0.1:1/api/models?cursor=x", "//evil.example/api/models", "https://huggingface.co/api/models",
    ])
    func `a next page on another server is refused`(link: String) async throws {
        try await HubFixture.with { _, _ in
            .json("[]", headers: [("Link", "<\(link)>; rel=\"next\"")])
        } _: { it in
            await #expect(
                throws: HubError.redirectRefused(host: "127.0.0.1", why: "its next page is on another server")
            ) {
                try await it.hub.search(HubQuery(), kind: .model)
            }
        }
    }

    @Test func `a cursor that was tampered with asks nobody`() async throws {
        try await HubFixture.with { _, _ in
            .json("[]")
        } _: { it in
            for text in ["http://127.0.0.1:1/api/models", "\(it.stub.url)/api/whoami-v2", "nonsense"] {
                await #expect(throws: HubError.self) {
                    try await it.hub.page(at: HubCursor(kind: .model, text: text))
                }
            }
            #expect(it.stub.requests.isEmpty)
        }
    }

    @Test func `information with fields of wrong types is still information`() async throws {
        let body = """
            {"_id":5,"id":"org/name","sha":"\(HubFixture.commit)","gated":"auto","disabled":"no","downloads":12,"likes":"x",
            "tags":"one","createdAt":"2022-03-02T23:29:04.000Z","lastModified":17,"cardData":{"license":"mit"},
            "siblings":[{"rfilename":"a"},{"nope":1}],"gguf":{"total":7,"architecture":"llama"},"spaces":null,
            "safetensors":{"parameters":{"F32":110106428},"total":110106428},"model-index":null,"usedStorage":9}
            """
        try await HubFixture.with { _, _ in
            .json(body)
        } _: { it in
            let info = try await it.hub.info(try HubFixture.id(), revision: #require(Revision("refs/pr/1")))
            #expect(it.stub.requests[0].target == "/api/models/org/name/revision/refs%2Fpr%2F1")
            #expect(info.commit?.hex == HubFixture.commit)
            #expect(info.summary.gate == .automatic)
            #expect(info.summary.likes == nil)
            #expect(info.summary.tags == ["one"])
            #expect(info.summary.createdAt.map(Timestamp.text) == "2022-03-02T23:29:04.000Z")
            #expect(info.cardData?["license"]?.string == "mit")
            #expect(info.fileNames == ["a"])
            #expect(info.gguf?.parameters == 7)
            #expect(info.parameters?.byType["F32"] == 110_106_428)
            #expect(info.modelIndex == nil)
        }
    }

    @Test func `a renamed repository is found and its new name noted`() async throws {
        try await HubFixture.with { request, _ in
            request.path.hasPrefix("/api/models/gpt2/")
                ? .redirect("/api/models/openai-community/gpt2/revision/main", status: 307)
                : .json(#"{"id":"openai-community/gpt2"}"#)
        } _: { it in
            let info = try await it.hub.info(try HubFixture.id("gpt2"), revision: .main)
            #expect(info.asked.path == "gpt2")
            #expect(info.id.path == "openai-community/gpt2")
            #expect(info.isRenamed)
        }
    }

    @Test func `a Hub below a path is asked below it`() async throws {
        try await HubFixture.with(base: "/hub/") { _, _ in
            .json(#"{"branches":[]}"#)
        } _: { it in
            _ = try await it.hub.refs(try HubFixture.id(kind: .dataset))
            #expect(it.stub.paths == ["/hub/api/datasets/org/name/refs"])
        }
    }

    @Test func `branches and commits are read`() async throws {
        let commit = HubFixture.commit
        try await HubFixture.with { request, port in
            if request.path.hasSuffix("/refs") {
                return .json(
                    #"{"branches":[{"name":"main","ref":"refs/heads/main","targetCommit":"\#(commit)"},{"name":"x"}]}"#)
            }
            let entry =
                #"{"id":"\#(commit)","title":"first","authors":[{"user":"ann"}],"date":"2024-02-19T11:06:12.000Z"}"#
            let next = "<http://127.0.0.1:\(port)\(request.path)?p=\(request.target.count)>; rel=\"next\""
            return .json("[\(entry),\(entry)]", headers: [("Link", next)])
        } _: { it in
            let refs = try await it.hub.refs(try HubFixture.id())
            #expect(refs.branches.map(\.name) == ["main"])
            let commits = try await it.hub.commits(try HubFixture.id(), revision: .main, limit: 3)
            #expect(commits.count == 3)
            #expect(commits[0].authors == ["ann"])
        }
    }

    @Test func `offline opens no connection`() async throws {
        try await HubFixture.with(offline: true) { _, _ in
            .json("[]")
        } _: { it in
            await #expect(throws: HubError.offline(host: "127.0.0.1")) {
                try await it.hub.search(HubQuery(), kind: .model)
            }
            #expect(it.stub.requests.isEmpty)
        }
    }

    @Test(arguments: ["<html>", "{", "", "[1,2", #"{"id":"../../etc"}"#, "[]", "\u{0}"])
    func `an answer that is no repository is an error`(body: String) async throws {
        try await HubFixture.with { _, _ in
            .json(body)
        } _: { it in
            let error = await #expect(throws: HubError.self) {
                try await it.hub.info(try HubFixture.id(), revision: .main)
            }
            guard case .malformed = error else { throw try #require(error) }
        }
    }

    @Test func `an answer without end is cut off`() async throws {
        try await HubFixture.with { _, _ in
            StubResponse(headers: [("Content-Length", "99999999999")], body: [], hangs: true)
        } _: { it in
            let path = try HubFixture.path("README.md")
            await #expect(throws: HubError.tooLarge(what: "`README.md` of `org/name`", limit: ByteCount(100))) {
                try await it.hub.smallFile(
                    try HubFixture.id(), commit: try HubFixture.commitID(), path: path, limit: ByteCount(100))
            }
        }
    }

    @Test func `a body larger than was said is cut off`() async throws {
        let body = [UInt8](repeating: 65, count: 5000)
        try await HubFixture.with { _, _ in
            StubResponse(headers: [("Transfer-Encoding", "chunked")], body: body)
        } _: { it in
            let path = try HubFixture.path("README.md")
            await #expect(throws: HubError.tooLarge(what: "`README.md` of `org/name`", limit: ByteCount(4999))) {
                try await it.hub.smallFile(
                    try HubFixture.id(), commit: try HubFixture.commitID(), path: path, limit: ByteCount(4999))
            }
        }
    }

    @Test func `a Hub that falls silent in the middle is a timeout`() async throws {
        try await HubFixture.with(stall: .milliseconds(80)) { _, _ in
            StubResponse(headers: [("Content-Length", "10")], body: [], hangs: true)
        } _: { it in
            let error = await #expect(throws: HubError.self) {
                try await it.hub.info(try HubFixture.id(), revision: .main)
            }
            guard case .timeout = error else { throw try #require(error) }
        }
    }

    @Test func `nobody listening is unreachable, and the message names the host`() async throws {
        let port = try await StubHub.with({ _, _ in .json("[]") }, { $0.port })
        try await HubFixture.with { _, _ in
            .redirect("http://127.0.0.1:\(port)/")
        } _: { it in
            let error = await #expect(throws: HubError.self) {
                try await it.hub.info(try HubFixture.id(), revision: .main)
            }
            #expect(error?.problem.code == .unreachable)
            #expect(error?.problem.message.contains("127.0.0.1") == true)
        }
    }
}
