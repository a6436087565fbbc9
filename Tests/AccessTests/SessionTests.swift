import Testing

@testable import Access

@Suite struct `A session` {
    @Test func `lasts as long as it is used, but not for ever`() async throws {
        try await AccessFixture.with { fixture in
            try await fixture.add("ann", .search)
            let secret = try await fixture.access.signIn("ann", fixture.password("ann"), at: AccessFixture.home).secret
            for _ in 0..<35 {
                fixture.clock.advance(seconds: 20 * 3600)
                _ = try await fixture.access.identify(secret)
            }
            // 35 times twenty hours are 29 days and four hours.
            #expect(try await fixture.access.identify(secret) != nil)
            fixture.clock.advance(seconds: 20 * 3600)
            #expect(try await fixture.access.identify(secret) == nil)
        }
    }

    @Test func `that is not used for a day has ended`() async throws {
        try await AccessFixture.with { fixture in
            try await fixture.add("ann", .search)
            let secret = try await fixture.access.signIn("ann", fixture.password("ann"), at: AccessFixture.home).secret
            fixture.clock.advance(days: 1)
            #expect(try await fixture.access.identify(secret) == nil)
        }
    }

    @Test func `ends alone when somebody signs out`() async throws {
        try await AccessFixture.with { fixture in
            try await fixture.add("ann", .search)
            let one = try await fixture.access.signIn("ann", fixture.password("ann"), at: AccessFixture.home)
            let other = try await fixture.access.signIn("ann", fixture.password("ann"), at: AccessFixture.home)
            try await fixture.access.signOut(one.identity)
            #expect(try await fixture.access.identify(one.secret) == nil)
            #expect(try await fixture.access.identify(other.secret) != nil)
            try await fixture.access.signOut(.anonymous(.none))
        }
    }

    @Test func `makes room for a new one when there are too many`() async throws {
        try await AccessFixture.with { fixture in
            try await fixture.add("ann", .search)
            let first = try await fixture.access.signIn("ann", fixture.password("ann"), at: AccessFixture.home).secret
            fixture.clock.advance(seconds: 1)
            try await fixture.access.write { table in
                let ann = try table.user(try user("ann"))
                for _ in 0..<50 { _ = try table.insertSession(of: ann, at: AccessFixture.home) }
            }
            #expect(try await fixture.access.identify(first) == nil)
        }
    }
}
