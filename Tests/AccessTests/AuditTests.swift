import Storage
import Testing

@testable import Access

@Suite struct `The audit trail` {
    @Test func `gives the lines about one model, with its versions, and about no other`() async throws {
        try await AccessFixture.with { fixture in
            let audit = fixture.access.audit
            let others = ["org/owls", "org/owl-2", "org/owl2@abc", "org/Owl"]
            for subject in ["org/owl", "org/owl@abc", "org/owl:Q4_0"] + others {
                try await audit.record(actor: "ann", "pull", subject, detail: nil)
            }
            let lines = try await audit.entries(AuditFilter(model: "org/owl"))
            #expect(lines.map(\.subject) == ["org/owl:Q4_0", "org/owl@abc", "org/owl"])
        }
    }

    @Test func `has every change of accounts, with who did it`() async throws {
        try await AccessFixture.with { fixture in
            let access = fixture.access
            let ann = try user("ann")
            let cli = Identity.commandLine("root")
            _ = try await access.addUser(ann, password: fixture.password("ann"), permissions: .everything, by: cli)
            let session = try await access.signIn("ann", fixture.password("ann"), at: AccessFixture.home)
            _ = try await access.addUser(
                try user("zoe"), password: fixture.password("zoe"), permissions: .none, by: session.identity)
            _ = try await access.setPermissions(of: try user("zoe"), by: session.identity) { _ in Permissions([.run]) }
            try await access.setPassword(of: try user("zoe"), to: Password(typed: "another one"), by: session.identity)
            let token = try await fixture.token(for: "zoe", by: session.identity)
            try await access.revokeToken(token.token.id, by: session.identity)
            try await access.removeUser(try user("zoe"), by: session.identity)
            _ = try await access.authenticate("ann", fixture.password("ann"), at: AccessFixture.home)
            try await access.signOut(session.identity)
            #expect(
                try await fixture.actions() == [
                    "user.add", "login.session", "user.add", "user.grant", "user.password", "token.create",
                    "token.revoke", "user.remove", "login.token", "logout",
                ])
            let entries = try await access.audit.entries()
            #expect(entries.last?.actor == "cli:root" && entries.dropLast().allSatisfy { $0.actor == "ann" })
            #expect(entries.first { $0.action == "user.grant" }?.detail == "run")
            #expect(entries.first { $0.action == "login.session" }?.address == "192.0.2.1")
        }
    }

    @Test func `has no change that did not happen`() async throws {
        try await AccessFixture.with { fixture in
            try await fixture.add("ann", .admin)
            _ = try await refusal { try await fixture.access.removeUser(try user("ann"), by: .system) }
            _ = try await refusal { try await fixture.add("ann") }
            #expect(try await fixture.actions() == ["user.add"])
        }
    }

    @Test func `tells a flood of refusals as a number`() async throws {
        try await AccessFixture.with { fixture in
            let audit = fixture.access.audit
            for _ in 0..<50 { try await audit.refused(.anonymous(.none), "request", "GET /x") }
            try await audit.refused(.anonymous(.none), "request", "GET /y")
            #expect(try await audit.entries().map(\.times) == [1, 1])
            fixture.clock.advance(seconds: 61)
            try await audit.refused(.anonymous(.none), "request", "GET /x")
            #expect(try await audit.entries(AuditFilter(subject: "GET /x")).map(\.times).sorted() == [1, 1, 49])
            for _ in 0..<7 { try await audit.refused(.anonymous(.none), "request", "GET /x") }
            try await audit.flush()
            #expect(try await audit.entries(AuditFilter(subject: "GET /x")).map(\.times).reduce(0, +) == 58)
        }
    }

    @Test func `is found by who, what, which, how it ended and where it stands`() async throws {
        try await AccessFixture.with { fixture in
            let audit = fixture.access.audit
            for number in 0..<5 {
                try await audit.record(.commandLine("root"), "model.remove", "acme/m\(number)", detail: nil)
            }
            try await audit.record(.system, "store.prune", "all", detail: nil, outcome: .failed)
            #expect(
                try await audit.entries(AuditFilter(actor: "cli:root"), limit: 2).map(\.subject) == [
                    "acme/m4", "acme/m3",
                ])
            let second = try #require(try await audit.entries(AuditFilter(action: "model.remove"), limit: 2).last)
            let older = AuditFilter(action: "model.remove", before: second.number)
            #expect(try await audit.entries(older).map(\.subject) == ["acme/m2", "acme/m1", "acme/m0"])
            #expect(try await audit.entries(AuditFilter(outcome: .failed)).map(\.subject) == ["all"])
            #expect(try await audit.entries(AuditFilter(subject: "acme/m1")).count == 1)
        }
    }

    @Test func `cuts what is long and strips what moves a cursor`() async throws {
        try await AccessFixture.with { fixture in
            let subject = "\u{1B}[2J\n" + String(repeating: "x", count: 1000)
            try await fixture.access.audit.record(.system, "test", subject, detail: "a\u{9B}b")
            let entry = try #require(try await fixture.access.audit.entries().first)
            #expect(entry.subject.count == 300 && !entry.subject.contains("\u{1B}") && !entry.subject.contains("\n"))
            #expect(entry.detail == "a\u{FFFD}b")
        }
    }

    @Test func `forgets the oldest lines beyond its size`() async throws {
        try await AccessFixture.with { fixture in
            try await fixture.access.audit.record(.system, "old", "one", detail: nil)
            _ = try await fixture.database.write { session in
                try session.run("UPDATE audit_events SET number = 1")
                try session.run(
                    """
                    INSERT INTO audit_events (number, at, actor, action, subject, outcome, times)
                    VALUES (501999, 0, 'system', 'new', 'two', 'done', 1)
                    """)
            }
            try await fixture.access.audit.record(.system, "new", "three", detail: nil)
            #expect(try await fixture.actions() == ["new", "new"])
        }
    }
}

@Suite struct `A tally of refusals` {
    private func kind(_ number: Int) -> RefusalTally.Kind {
        RefusalTally.Kind(
            identity: .anonymous(.none), action: "request", subject: "\(number)", detail: nil, address: nil)
    }

    @Test func `loses none, however many kinds there are`() {
        var tally = RefusalTally()
        var told: Int64 = 0
        for number in 0..<20_000 {
            told += tally.note(kind(number % 1700), at: Int64(number)).map(\.times).reduce(0, +)
        }
        told += tally.drain().map(\.times).reduce(0, +)
        #expect(told == 20_000)
    }

    @Test func `writes a line a minute for one kind`() {
        var tally = RefusalTally()
        let lines = (0..<600).flatMap { second in
            (0..<10).flatMap { _ in tally.note(kind(1), at: Int64(second) * 1000) }
        }
        #expect(lines.count <= 20)
    }
}
