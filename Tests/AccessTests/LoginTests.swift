import Domain
import Testing

@testable import Access

@Suite struct `Signing in` {
    @Test func `says the same of a wrong name, a wrong password and no name at all`() async throws {
        try await AccessFixture.with { fixture in
            try await fixture.add("ann", .search)
            for (name, password) in [("ann", "wrong"), ("bob", "wrong"), ("no name!", "wrong"), ("", "")] {
                #expect(try await fixture.refusal(name, password) == .wrongLogin)
            }
            #expect(try await fixture.refusal("Ann", "ann's password") == nil)
        }
    }

    @Test func `compares with a hash of full cost for a name that is not there`() throws {
        let service = AccessService(database: NoDatabase(), cost: .standard) { 0 }
        #expect(service.decoy.cost == PasswordCost.standard)
        #expect(service.decoy.text.count == PasswordHash(fittingNothing: .standard).text.count)
    }

    @Test func `is held off for longer and longer after five wrong passwords`() async throws {
        try await AccessFixture.with { fixture in
            try await fixture.add("ann", .search)
            for _ in 0..<6 { #expect(try await fixture.refusal("ann", "wrong") == .wrongLogin) }
            var waits: [Int64] = []
            for _ in 0..<9 {
                let refused = try await fixture.refusal("ann", "ann's password")
                let seconds = try #require(refused?.retryAfter)
                #expect(refused == .throttled(seconds: seconds) && refused?.problem.code == .rateLimited)
                waits.append(seconds)
                fixture.clock.advance(seconds: seconds)
                #expect(try await fixture.refusal("ann", "wrong") == .wrongLogin)
            }
            #expect(waits == [1, 2, 4, 8, 16, 32, 60, 60, 60])
            fixture.clock.advance(seconds: 60)
            #expect(try await fixture.refusal("ann", "ann's password") == nil)
        }
    }

    @Test func `is never held off by what happens elsewhere, from where one signed in before`() async throws {
        try await AccessFixture.with { fixture in
            try await fixture.add("ann", .admin)
            #expect(try await fixture.refusal("ann", "ann's password") == nil)
            for number in 0..<30 {
                let address = ClientAddress("203.0.113.\(number)")
                _ = try await fixture.refusal("ann", "wrong", at: address)
            }
            let strange = try await fixture.refusal("ann", "ann's password", at: AccessFixture.elsewhere)
            #expect(strange?.problem.code == .rateLimited)
            #expect(try await fixture.refusal("ann", "ann's password", at: AccessFixture.home) == nil)
        }
    }

    @Test func `is held off by address for who tries many names`() async throws {
        try await AccessFixture.with { fixture in
            try await fixture.add("zoe", .search)
            for number in 0..<21 {
                #expect(try await fixture.refusal("user\(number)", "wrong", at: AccessFixture.elsewhere) == .wrongLogin)
            }
            #expect(
                try await fixture.refusal("zoe", "zoe's password", at: AccessFixture.elsewhere)
                    == .throttled(seconds: 1))
            #expect(try await fixture.refusal("zoe", "zoe's password", at: AccessFixture.home) == nil)
        }
    }

    @Test func `is not made easier for an address by one right password`() async throws {
        try await AccessFixture.with { fixture in
            try await fixture.add("zoe", .search)
            for number in 0..<20 {
                _ = try await fixture.refusal("user\(number)", "wrong", at: AccessFixture.elsewhere)
            }
            #expect(try await fixture.refusal("zoe", "zoe's password", at: AccessFixture.elsewhere) == nil)
            #expect(try await fixture.refusal("user1", "wrong", at: AccessFixture.elsewhere) == .wrongLogin)
            #expect(try await fixture.refusal("user1", "wrong", at: AccessFixture.elsewhere)?.retryAfter != nil)
        }
    }

    @Test func `is free again after an hour, and after a password was set`() async throws {
        try await AccessFixture.with { fixture in
            try await fixture.add("ann", .search)
            for _ in 0..<6 { _ = try await fixture.refusal("ann", "wrong") }
            #expect(try await fixture.refusal("ann", "ann's password")?.retryAfter == 1)
            try await fixture.access.setPassword(of: try user("ann"), to: Password(typed: "another one"), by: .system)
            #expect(try await fixture.refusal("ann", "another one") == nil)
            for _ in 0..<5 { _ = try await fixture.refusal("ann", "wrong") }
            fixture.clock.advance(seconds: 3601)
            for _ in 0..<5 { #expect(try await fixture.refusal("ann", "wrong") == .wrongLogin) }
        }
    }

    @Test func `by many at once counts every wrong password`() async throws {
        try await AccessFixture.with { fixture in
            try await fixture.add("ann", .search)
            let refusals = try await withThrowingTaskGroup(of: AccessError?.self) { group in
                for _ in 0..<30 { group.addTask { try await fixture.refusal("ann", "wrong") } }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            // Two are checked at once, so one more than the free ones may slip through.
            #expect(refusals.count { $0 == .wrongLogin } <= 7)
            #expect(refusals.allSatisfy { $0 == .wrongLogin || $0?.retryAfter != nil })
        }
    }

    @Test func `makes a weak hash stronger`() async throws {
        try await AccessFixture.with { fixture in
            try await fixture.add("ann", .search)
            let stronger = AccessService(database: fixture.database, cost: PasswordCost(exponent: 11, lanes: 2)) {
                [clock = fixture.clock] in clock.now
            }
            _ = try await stronger.signIn("ann", fixture.password("ann"), at: AccessFixture.home)
            #expect(try await fixture.everythingStored().contains("scrypt:11:8:2:"))
            #expect(try await fixture.refusal("ann", "ann's password") == nil)
        }
    }

    @Test func `gives a program a token for twelve hours with all that the user may`() async throws {
        try await AccessFixture.with { fixture in
            try await fixture.add("ann", .search, .train)
            let new = try await fixture.access.authenticate("ann", fixture.password("ann"), at: AccessFixture.home)
            #expect(new.token.permissions == Permissions([.search, .train]) && new.token.origin == .login)
            fixture.clock.advance(seconds: 12 * 3600 - 1)
            #expect(try await fixture.access.identify(new.secret) != nil)
            fixture.clock.advance(seconds: 1)
            #expect(try await fixture.access.identify(new.secret) == nil)
        }
    }
}
