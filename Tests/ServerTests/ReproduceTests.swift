import API
import Access
import Domain
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Jobs
import Registry
import Sandbox
import Testing
import Wire

@testable import Server

/// A run of an example as a job of the house, and what the pages of a model give over HTTP.
@Suite struct `A kept model in the house` {
    private static let endless = "import os\ndef load_model(name):\n    while True: pass\nload_model(\"local/owl\")"
    private static let quick = "import os\nload_model = os.path.basename\nprint(load_model(\"local/owl\"))"

    private func with(_ example: String, _ body: (House) async throws -> Void) async throws {
        try await ServerFixture.with { fixture in
            try fixture.write("owl/README.md", "---\nlicense: mit\n---\n# Owl\n```python\n\(example)\n```\n")
            try fixture.write("owl/config.json", "{\"hoots\": true}")
            try await fixture.withHouse { house in
                try await house.keep("\(fixture.folder)/owl", as: "local/owl")
                try await body(house)
            }
        }
    }

    private func withClient(_ house: House, _ body: @escaping @Sendable (any TestClientProtocol) async throws -> Void)
        async throws
    {
        let table = try await WebService(house: house) { _ in }.routes()
        try await Application(responder: table.responder()).test(.router) { try await body($0) }
    }

    @Test func `has its example run as a job that says how it went`() async throws {
        try await with(Self.quick) { house in
            let job = try await house.enqueue(reproduce: id("local/owl"), at: nil)
            let again = try await house.enqueue(reproduce: id("local/owl"), at: nil)
            #expect(again.id == job.id)
            #expect(job.kind == .reproduce)
            let done = try await house.runner.run(job.id)
            #expect(done.state == .completed, "\(String(describing: done.problem))")
            let report = try WireJSON.decode(ReproduceReport.self, from: try #require(done.result))
            let canRun = await house.sandbox.capability().isUsable
            #expect(report.outcome == (canRun ? "ran_as_printed" : "not_run"), "\(report.reason) \(report.output)")
            let actions = try await house.audit.entries(AuditFilter(), limit: 10).map(\.action.rawValue)
            #expect(actions.contains("reproduce") && actions.contains("model.reproduced"))
        }
    }

    @Test func `has a run ended with its sandbox when the job is cancelled`() async throws {
        try await with(Self.endless) { house in
            guard await house.sandbox.capability().isUsable else { return }
            let job = try await house.enqueue(reproduce: id("local/owl"), at: nil)
            async let done = house.runner.run(job.id)
            for try await event in house.queue.watch(job.id, after: 0) {
                if case .phase("running the example as printed") = event.content {
                    _ = try await house.queue.cancel(job.id)
                }
            }
            #expect(try await done.state == .cancelled)
            let subject = try await house.gate.ledger.commits(of: id("local/owl"))
            let version = try #require(try await house.catalogue.version(of: id("local/owl")))
            #expect(subject.contains(version.commit))
        }
    }

    @Test func `is asked for over HTTP by whoever may run`() async throws {
        try await with(Self.quick) { house in
            let path = "/api/v1/models/local/owl/reproduce"
            let name = try UserName(typed: "runner")
            _ = try await house.access.addUser(
                name, password: .generated(), permissions: Permissions([.run]), by: .system)
            let request = try TokenRequest(user: name, name: "t", permissions: nil, days: 1)
            let token = try await house.access.createToken(request, by: .system)
            let headers: HTTPFields = [.authorization: "Bearer \(token.secret.revealed)"]
            try await withClient(house) { client in
                #expect(try await client.execute(uri: path, method: .post).status == .unauthorized)
                let reply = try await client.execute(uri: path, method: .post, headers: headers)
                #expect(reply.status == .accepted)
                let view = try WireJSON.decode(JobView.self, from: String(buffer: reply.body))
                #expect(view.kind == "reproduce" && view.subject.hasPrefix("local/owl@"))
                let missing = "/api/v1/models/local/cat/reproduce"
                #expect(try await client.execute(uri: missing, method: .post, headers: headers).status == .notFound)
            }
        }
    }

    @Test(arguments: ["../owl", "/etc/passwd", "a%00b", "..%2f..%2froost.db", "", "config.json/..", "C:/x"])
    func `gives no file by a path that is none`(path: String) async throws {
        try await with(Self.quick) { house in
            try await withClient(house) { client in
                let reply = try await client.execute(uri: "/api/v1/models/local/owl/file?path=\(path)", method: .get)
                #expect(reply.status == .badRequest)
            }
        }
    }

    @Test func `gives a file in ranges, to be kept and not shown as a page`() async throws {
        try await with(Self.quick) { house in
            try await withClient(house) { client in
                let path = "/api/v1/models/local/owl/file?path=config.json"
                let part = try await client.execute(uri: path, method: .get, headers: [.range: "bytes=2-6"])
                #expect(part.status == .partialContent && String(buffer: part.body) == "hoots")
                #expect(part.headers[.contentDisposition]?.hasPrefix("attachment") == true)
                #expect(part.headers[.contentSecurityPolicy]?.contains("sandbox") == true)
                let head = try await client.execute(uri: path, method: .head)
                #expect(head.status == .ok && head.headers[.contentLength] == "15")
                let same = try await client.execute(
                    uri: path, method: .get, headers: [.ifNoneMatch: head.headers[.eTag] ?? ""])
                #expect(same.status == .notModified)
                let none = try await client.execute(uri: path + "x", method: .get)
                #expect(none.status == .notFound)
            }
        }
    }

    @Test(arguments: ["versions", "files", "card", "history", "compare"])
    func `has pages for`(page: String) async throws {
        try await with(Self.quick) { house in
            try await withClient(house) { client in
                let reply = try await client.execute(uri: "/api/v1/models/local/owl/\(page)", method: .get)
                #expect(reply.status == (page == "compare" ? .notFound : .ok))
                let wrong = "/api/v1/models/local/owl/\(page)?limit=0&cursor=x&from=..&revision=.."
                #expect(try await client.execute(uri: wrong, method: .get).status == .badRequest)
            }
        }
    }
}
