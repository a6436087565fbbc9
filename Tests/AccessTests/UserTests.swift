import Testing

@testable import Access

@Suite struct `Users` {
    @Test func `are listed by name, and there is one of each`() async throws {
        try await AccessFixture.with { fixture in
            try await fixture.add("zoe", .admin)
            try await fixture.add("ann", .search)
            #expect(try await fixture.access.users().map(\.name.text) == ["ann", "zoe"])
            #expect(try await refusal { try await fixture.add("ann") } == .userExists(try user("ann")))
        }
    }

    @Test func `the last administrator can neither leave nor step down`() async throws {
        try await AccessFixture.with { fixture in
            let (ann, zoe) = (try user("ann"), try user("zoe"))
            try await fixture.add("ann", .admin)
            try await fixture.add("zoe", .search)
            #expect(
                try await refusal { try await fixture.access.removeUser(ann, by: .system) } == .lastAdministrator(ann))
            #expect(
                try await refusal {
                    _ = try await fixture.access.setPermissions(of: ann, by: .system) { _ in .none }
                } == .lastAdministrator(ann))
            _ = try await fixture.access.setPermissions(of: zoe, by: .system) { _ in .everything }
            try await fixture.access.removeUser(ann, by: .system)
            #expect(try await fixture.access.users().map(\.name) == [zoe])
        }
    }

    @Test func `lose tokens and sessions when they are removed`() async throws {
        try await AccessFixture.with { fixture in
            try await fixture.add("ann", .admin)
            try await fixture.add("zoe", .search)
            let token = try await fixture.token(for: "zoe").secret
            let session = try await fixture.access.signIn("zoe", fixture.password("zoe"), at: AccessFixture.home).secret
            #expect(try await fixture.access.identify(session) != nil)
            try await fixture.access.removeUser(try user("zoe"), by: .system)
            #expect(try await fixture.access.identify(token) == nil)
            #expect(try await fixture.access.identify(session) == nil)
            #expect(try await fixture.refusal("zoe", "zoe's password") == .wrongLogin)
        }
    }

    @Test func `can do with an old token only what they may now`() async throws {
        try await AccessFixture.with { fixture in
            try await fixture.add("zoe", .search, .upload)
            let token = try await fixture.token(for: "zoe").secret
            #expect(try await fixture.access.identify(token)?.allows(.upload) == true)
            _ = try await fixture.access.setPermissions(of: try user("zoe"), by: .system) {
                $0.removing(Permissions([.upload]))
            }
            let identity = try await fixture.access.identify(token)
            #expect(identity?.allows(.upload) == false && identity?.allows(.search) == true)
        }
    }

    @Test func `the first administrator is made once, whoever asks`() async throws {
        try await AccessFixture.with { fixture in
            let made = try await withThrowingTaskGroup(of: AccessService.FirstAdministrator?.self) { group in
                for _ in 0..<4 { group.addTask { try await fixture.access.createFirstAdministrator() } }
                return try await group.reduce(into: [AccessService.FirstAdministrator?]()) { $0.append($1) }.compactMap(
                    \.self)
            }
            let password = try #require(made.first?.generated)
            #expect(made.count == 1)
            #expect(try await fixture.refusal("admin", password.revealed) == nil)
            #expect(try await fixture.access.users().map(\.permissions) == [.everything])
        }
    }

    @Test func `the first administrator has the password that was given`() async throws {
        try await AccessFixture.with { fixture in
            let made = try await fixture.access.createFirstAdministrator(preset: Password(typed: "from a file"))
            #expect(made?.generated == nil && made != nil)
            #expect(try await fixture.refusal("admin", "from a file") == nil)
            #expect(try await fixture.access.createFirstAdministrator() == nil)
        }
    }

    @Test func `a new password ends what the old one opened, and nothing else`() async throws {
        try await AccessFixture.with { fixture in
            try await fixture.add("ann", .search)
            let access = fixture.access
            let made = try await fixture.token(for: "ann").secret
            let fetched = try await access.authenticate("ann", fixture.password("ann"), at: AccessFixture.home).secret
            let here = try await access.signIn("ann", fixture.password("ann"), at: AccessFixture.home)
            let there = try await access.signIn("ann", fixture.password("ann"), at: AccessFixture.elsewhere)
            try await access.changePassword(
                from: fixture.password("ann"), to: "a new password", by: here.identity, at: AccessFixture.home)
            for (secret, isLive) in [(made, true), (here.secret, true), (fetched, false), (there.secret, false)] {
                #expect((try await access.identify(secret) != nil) == isLive)
            }
            #expect(try await fixture.refusal("ann", "ann's password") == .wrongLogin)
            #expect(try await fixture.refusal("ann", "a new password") == nil)
        }
    }

    @Test func `must know their password to change it`() async throws {
        try await AccessFixture.with { fixture in
            try await fixture.add("ann", .search)
            let session = try await fixture.access.signIn("ann", fixture.password("ann"), at: AccessFixture.home)
            let refused = try await refusal {
                try await fixture.access.changePassword(
                    from: Password(typed: "a guess"), to: "a new password", by: session.identity,
                    at: AccessFixture.home)
            }
            #expect(refused == .wrongLogin)
        }
    }
}
