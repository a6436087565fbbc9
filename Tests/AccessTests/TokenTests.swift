import Testing

@testable import Access

@Suite struct `A token` {
    @Test func `is its user, with its own scope`() async throws {
        try await AccessFixture.with { fixture in
            try await fixture.add("ann", .search, .download, .upload)
            let new = try await fixture.token(for: "ann", .search)
            let identity = try #require(try await fixture.access.identify(new.secret))
            #expect(identity.user?.text == "ann" && identity.permissions == Permissions([.search]))
            #expect(identity.means == .token(new.token.id))
        }
    }

    @Test func `ends when it says, when it is revoked, and when it was never there`() async throws {
        try await AccessFixture.with { fixture in
            try await fixture.add("ann", .search)
            let short = try await fixture.token(for: "ann", days: 1).secret
            let endless = try await fixture.token(for: "ann", days: nil)
            fixture.clock.advance(seconds: 86_399)
            #expect(try await fixture.access.identify(short) != nil)
            fixture.clock.advance(seconds: 1)
            #expect(try await fixture.access.identify(short) == nil)
            fixture.clock.advance(days: 4000)
            #expect(try await fixture.access.identify(endless.secret) != nil)
            try await fixture.access.revokeToken(endless.token.id, by: .system)
            #expect(try await fixture.access.identify(endless.secret) == nil)
            #expect(try await fixture.access.identify(AccessSecret(.token)) == nil)
        }
    }

    @Test func `is never worth more than what made it`() async throws {
        try await AccessFixture.with { fixture in
            try await fixture.add("ann", .admin)
            try await fixture.add("zoe", .search, .download)
            let narrow = try #require(
                try await fixture.access.identify(try await fixture.token(for: "ann", .search, days: 1).secret))
            let most = AccessError.beyondYours(Permissions([.search]))
            #expect(try await refusal { _ = try await fixture.token(for: "ann", .admin, by: narrow) } == most)
            let second = try await fixture.token(for: "ann", days: 365, by: narrow)
            #expect(second.token.permissions == Permissions([.search]))
            #expect(second.token.expiresAt == fixture.clock.now + 86_400_000)
            #expect(
                try await refusal { _ = try await fixture.token(for: "zoe", .upload) }
                    == .beyondYours(Permissions([.search, .download])))
        }
    }

    @Test func `of somebody else is nobody's business but an administrator's`() async throws {
        try await AccessFixture.with { fixture in
            try await fixture.add("ann", .admin)
            try await fixture.add("zoe", .search)
            let zoe = try await fixture.access.signIn("zoe", fixture.password("zoe"), at: AccessFixture.home).identity
            let anns = try await fixture.token(for: "ann").token
            #expect(try await refusal { _ = try await fixture.token(for: "ann", .search, by: zoe) } == .notYours)
            #expect(try await refusal { try await fixture.access.revokeToken(anns.id, by: zoe) } == .noSuchToken)
            #expect(try await refusal { _ = try await fixture.access.tokens(of: nil, by: zoe) } == .notYours)
            #expect(
                try await refusal { _ = try await fixture.access.tokens(of: anns.user, by: zoe) } == .notYours)
            #expect(try await fixture.access.tokens(of: try user("zoe"), by: zoe).isEmpty)
            let ann = try await fixture.access.signIn("ann", fixture.password("ann"), at: AccessFixture.home).identity
            let zoes = try await fixture.token(for: "zoe", .search, by: ann).token
            #expect(zoes.user.text == "zoe")
            #expect(try await fixture.access.tokens(of: nil, by: ann).count == 2)
            try await fixture.access.revokeToken(zoes.id, by: ann)
        }
    }

    @Test func `is refused when there are too many, while those fetched by programs make room`() async throws {
        try await AccessFixture.with { fixture in
            try await fixture.add("ann", .search)
            try await fixture.fill(.made, 100)
            #expect(
                try await refusal { _ = try await fixture.token(for: "ann") } == .tooManyTokens(try user("ann")))
            let first = try await fixture.access.authenticate("ann", fixture.password("ann"), at: AccessFixture.home)
            fixture.clock.advance(seconds: 1)
            try await fixture.fill(.login, 99)
            #expect(try await fixture.access.identify(first.secret) != nil)
            _ = try await fixture.access.authenticate("ann", fixture.password("ann"), at: AccessFixture.home)
            #expect(try await fixture.access.identify(first.secret) == nil)
        }
    }

    @Test(arguments: [("", 1), (String(repeating: "x", count: 101), 1), ("a\u{1B}[2J", 1), ("x", 0), ("x", 3651)])
    func `of no sense is refused`(name: String, days: Int) throws {
        #expect(throws: AccessError.self) {
            try TokenRequest(user: try user("ann"), name: name, permissions: nil, days: days)
        }
    }

    @Test func `shows when it was last used, to ten minutes`() async throws {
        try await AccessFixture.with { fixture in
            try await fixture.add("ann", .search)
            let new = try await fixture.token(for: "ann")
            _ = try await fixture.access.identify(new.secret)
            let first = fixture.clock.now
            fixture.clock.advance(seconds: 599)
            _ = try await fixture.access.identify(new.secret)
            #expect(try await fixture.access.tokens(of: nil, by: .system).map(\.lastUsedAt) == [first])
            fixture.clock.advance(seconds: 2)
            _ = try await fixture.access.identify(new.secret)
            #expect(try await fixture.access.tokens(of: nil, by: .system).map(\.lastUsedAt) == [fixture.clock.now])
        }
    }
}
