import Crypto
import Testing
import Wire

@testable import Access

@Suite struct `Who comes through a provider` {
    @Test func `is known by issuer and subject, whatever the address`() async throws {
        try await SignInFixture.with([try SignInFixture.provider(allow: ["@example.org"])]) { fixture async throws in
            #expect(try await fixture.signIn() == "ann@example.org")
            fixture.say(fixture.claims(["email": "anne@example.org"]))
            #expect(try await fixture.signIn() == "ann@example.org")
            // Somebody else who was given her old address is somebody else.
            fixture.say(fixture.claims(["sub": "99"]))
            let other = try #require(try await fixture.signIn())
            #expect(other.hasPrefix("corp-"))
            #expect(try await fixture.base.access.users().map(\.permissions.names) == [["search"], ["search"]])
        }
    }

    @Test func `does not become a user who is there already`() async throws {
        try await SignInFixture.with { fixture async throws in
            try await fixture.base.add("ann@example.org", .admin)
            let name = try #require(try await fixture.signIn())
            #expect(name != "ann@example.org")
            #expect(try await fixture.base.access.user(try user(name)).permissions.names == ["search"])
        }
    }

    @Test(
        arguments: [
            (["email": "eve@example.org"], SignInRefusal.notAllowed), (["email_verified": false], .unverified),
            (["email_verified": .null], .unverified), (["email": "ann@example.org@evil.example"], .notAllowed),
            (["email": "ann@example.org\u{0}"], .notAllowed), (["email": .null], .notAllowed),
        ] as [([String: JSONValue], SignInRefusal)])
    func `and is not on the list is turned away`(changes: [String: JSONValue], refusal: SignInRefusal) async throws {
        try await SignInFixture.with { fixture async throws in
            fixture.say(fixture.claims(changes))
            #expect(try await fixture.signInRefusal() == refusal)
            #expect(try await fixture.base.access.users().count == 0)
            let lines = try await fixture.base.access.audit.entries(AuditFilter(outcome: .refused))
            #expect(lines.first?.detail?.contains("subject 1234") == true)
        }
    }

    @Test func `by the list is held to it each time, and who is linked is not`() async throws {
        try await SignInFixture.with { fixture async throws in
            let ann = try user(try #require(try await fixture.signIn()))
            fixture.say(fixture.claims(["email": "ann@elsewhere.example"]))
            #expect(try await fixture.signInRefusal() == .notAllowed)
            let provider = try fixture.service.provider("corp")
            _ = try await fixture.base.access.link(ann, to: provider, subject: "1234", by: .system)
            #expect(try await fixture.signIn() == ann.text)
        }
    }

    @Test func `needs a link where there is no list`() async throws {
        try await SignInFixture.with([try SignInFixture.provider(allow: [])]) { fixture async throws in
            #expect(try await fixture.signInRefusal() == .notLinked)
            try await fixture.base.add("bob", .search)
            let bob = try await fixture.base.access.signIn(
                "bob", fixture.base.password("bob"), at: AccessFixture.home)
            let visit = try await fixture.begin(next: "/account", linking: bob.identity)
            let end = try await fixture.finish(visit)
            #expect(end.session == nil && end.next.text == "/account")
            #expect(try await fixture.signIn() == "bob")
            #expect(try await fixture.base.actions().suffix(2) == ["user.link", "session.create"])
        }
    }

    @Test func `is not linked by a token, which may be worth less than its user`() async throws {
        try await SignInFixture.with { fixture in
            let boss = try await fixture.base.add("boss", .admin)
            let token = try await fixture.base.token(for: "boss", .search)
            let identity = try #require(try await fixture.base.access.identify(token.secret))
            await #expect(throws: SignInError.needsSession) {
                _ = try await fixture.begin(linking: identity)
            }
            #expect(try await fixture.base.access.identities(of: boss.name).count == 0)
        }
    }

    @Test func `with an account of somebody else's cannot have it linked`() async throws {
        try await SignInFixture.with { fixture async throws in
            _ = try await fixture.signIn()
            let bob = try await fixture.base.add("bob", .search)
            let session = try await fixture.base.access.signIn(
                "bob", fixture.base.password("bob"), at: AccessFixture.home)
            let visit = try await fixture.begin(linking: session.identity)
            #expect(try await fixture.refusal { _ = try await fixture.finish(visit) } == .taken)
            #expect(try await fixture.base.access.identities(of: bob.name).count == 0)
        }
    }

    @Test func `has no password, and is gone with the user or the link`() async throws {
        try await SignInFixture.with([try SignInFixture.provider(allow: ["subject:1234"])]) { fixture async throws in
            let session = try #require(try await fixture.finish(try await fixture.begin()).session)
            let ann = try #require(session.identity.user)
            #expect(try await fixture.base.refusal(ann.text, "") == .wrongLogin)
            _ = try await fixture.base.access.unlink(ann, from: "corp", by: .system)
            #expect(try await fixture.base.access.identify(session.secret) == nil)
            #expect(try await fixture.base.access.identities().count == 0)
            _ = try await fixture.signIn()
            #expect(try await fixture.base.access.identities().count == 1)
            for user in try await fixture.base.access.users() {
                try await fixture.base.access.removeUser(user.name, by: .system)
            }
            #expect(try await fixture.base.access.identities().count == 0)
        }
    }

    @Test func `is asked for at userinfo when the token has no address`() async throws {
        try await SignInFixture.with { fixture async throws in
            let claims = fixture.claims().filter { !$0.key.hasPrefix("email") }
            fixture.say(claims)
            fixture.standIn.change { behaviour in
                behaviour.document = behaviour.document.with("userinfo_endpoint", "https://id.example/userinfo")
                behaviour.userInfo = ["sub": "5", "email": "ann@example.org", "email_verified": true]
            }
            #expect(try await fixture.signInRefusal() == .rejected)
            fixture.standIn.change { $0.userInfo = $0.userInfo?.with("sub", "1234") }
            #expect(try await fixture.signIn() == "ann@example.org")
        }
    }
}

@Suite struct `Google` {
    private static func provider(_ allow: String) throws -> SignInProvider {
        try SignInFixture.provider(kind: "google", issuer: nil, allow: [allow], name: "google")
    }

    @Test(arguments: ["https://accounts.google.com", "accounts.google.com"])
    func `may spell itself in two ways and is one issuer`(issuer: String) async throws {
        let provider = try Self.provider("@example.org")
        #expect(provider.spellings.contains(issuer))
        let claims: JSONValue = [
            "iss": .string(issuer), "sub": "7", "aud": "roost", "exp": 2_000_000_000, "iat": 1_800_000_000,
            "email": "ann@example.org", "email_verified": true, "hd": "example.org", "nonce": "n",
        ]
        let nonce = ChanceText()
        let known = try TokenClaims(
            claims.with("nonce", .string(nonce.revealed)), of: provider, nonce: nonce, now: 1_800_000_000_000)
        let identity = try known.identity(of: provider)
        #expect(identity.issuer == "https://accounts.google.com" && provider.allows(identity))
        var consumer = identity
        consumer.hostedDomain = nil
        #expect(!provider.allows(consumer))
        #expect(try Self.provider("ann@example.org").allows(consumer))
    }
}

@Suite struct `Apple` {
    @Test func `is shown a secret that its key signed, and its words for true are read`() async throws {
        let pem = P256.Signing.PrivateKey().pemRepresentation
        let key = try AppleKey(team: "TEAM", id: "KEY", pem: pem)
        let provider = try SignInFixture.provider(
            kind: "apple", issuer: StandIn.issuer, name: "apple", secret: .apple(key))
        try await SignInFixture.with([provider]) { fixture async throws in
            fixture.say(fixture.claims(["email_verified": "true"]))
            let visit = try await fixture.begin("apple")
            #expect(visit.location.contains("response_mode=form_post") && !visit.location.contains("code_challenge"))
            var answer = fixture.answer(visit.state)
            answer.user = #"{"name":{"firstName":"Ann","lastName":"Lee"},"email":"admin@example.org"}"#
            let end = try await fixture.service.finish(
                "apple", answer, browser: visit.browser, at: AccessFixture.home)
            #expect(end.session?.identity.user?.text == "ann@example.org")
            #expect(try await fixture.base.access.identities().map(\.label) == ["Ann Lee"])
            let secret = fixture.standIn.form.split(separator: "client_secret=").last?.prefix { $0 != "&" } ?? ""
            let parts = secret.split(separator: ".").compactMap { ChanceText.bytes($0) }
            let texts = try parts.prefix(2).map {
                try WireJSON.decodeExactly(JSONValue.self, from: String(decoding: $0, as: UTF8.self))
            }
            #expect(texts.first?["alg"] == "ES256" && texts.first?["kid"] == "KEY")
            #expect(texts.last?["iss"] == "TEAM" && texts.last?["sub"] == "roost")
            #expect(texts.last?["aud"] == "https://appleid.apple.com")
            #expect(!"\(provider)".contains("PRIVATE"))
        }
    }
}

@Suite struct `GitHub` {
    private static func with(
        _ emails: JSONValue, token: JSONValue = ["access_token": "gho_1"], _ body: (SignInFixture) async throws -> Void
    ) async throws {
        let provider = try SignInFixture.provider(kind: "github", name: "github")
        try await SignInFixture.with([provider]) { fixture async throws in
            fixture.standIn.change {
                $0.pages = [
                    "login/oauth/access_token": token, "api/v3/user": ["id": 583_231, "login": "Ann-Lee"],
                    "api/v3/user/emails": emails,
                ]
            }
            try await body(fixture)
        }
    }

    @Test func `knows somebody by a number, and lets in by the verified primary address`() async throws {
        let emails: JSONValue = [
            ["email": "other@example.org", "primary": false, "verified": true],
            ["email": "ann@example.org", "primary": true, "verified": true],
        ]
        try await Self.with(emails) { fixture async throws in
            #expect(try await fixture.signIn("github") == "ann@example.org")
            #expect(try await fixture.base.access.identities().map(\.subject) == ["583231"])
            #expect(fixture.standIn.authorization == "Bearer gho_1")
        }
    }

    @Test func `proves no address that is not primary and verified`() async throws {
        for (flags, refusal) in [((true, false), SignInRefusal.unverified), ((false, true), .notAllowed)] {
            let emails: JSONValue = [
                ["email": "ann@example.org", "primary": .bool(flags.0), "verified": .bool(flags.1)]
            ]
            try await Self.with(emails) { fixture async throws in
                #expect(try await fixture.signInRefusal("github") == refusal)
            }
        }
    }

    @Test func `says its errors with a status of success`() async throws {
        try await Self.with([], token: ["error": "bad_verification_code", "access_token": "gho_1"]) {
            fixture async throws in
            #expect(try await fixture.signInRefusal("github") == .provider)
        }
    }
}

@Suite struct `The setting of a provider` {
    @Test(
        arguments: [
            ("Corp", "oidc", StandIn.issuer, [], ["search"]), ("corp", "saml", StandIn.issuer, [], ["search"]),
            ("corp", "oidc", nil, [], ["search"]), ("corp", "oidc", "http://id.example", [], ["search"]),
            ("corp", "oidc", StandIn.issuer, ["everybody"], ["search"]),
            ("corp", "oidc", StandIn.issuer, ["*"], ["search"]), ("corp", "oidc", StandIn.issuer, ["@"], ["search"]),
            ("corp", "oidc", StandIn.issuer, [], ["admin"]), ("corp", "oidc", StandIn.issuer, [], ["root"]),
        ] as [(String, String, String?, [String], [String])])
    func `that makes no sense is refused`(
        name: String, kind: String, issuer: String?, allow: [String], permissions: [String]
    ) {
        #expect(throws: SignInError.self) {
            try SignInFixture.provider(
                kind: kind, issuer: issuer, allow: allow, permissions: permissions, name: name)
        }
    }

    @Test(arguments: ["http://127.0.0.1:9400", "http://localhost:1", "http://[::1]:9400/realms/a", "https://10.0.0.1"])
    func `may be this machine's or a network's own`(issuer: String) throws {
        #expect(try SignInFixture.provider(issuer: issuer).issuer.description == issuer)
    }

    @Test(arguments: [
        "http://127.0.0.1.evil.example", "http://localhost.evil.example", "http://127.1", "https://a b", "https://",
        "https://[::1", "https://a:99999", "https://a:-1", "ftp://a", "https://user:pw@a", "https://a#b", "HTTPS://a",
    ])
    func `is a plain address or none`(text: String) { #expect(ProviderAddress(text) == nil) }
}

@Suite struct `Who has an account of a provider linked` {
    @Test func `takes it away in a browser that signed in, and stays in there`() async throws {
        try await SignInFixture.with([try SignInFixture.provider(allow: [])]) { fixture async throws in
            try await fixture.base.add("bob", .search)
            let access = fixture.base.access
            let bob = try user("bob")
            _ = try await access.link(
                bob, to: try fixture.service.provider("corp"), subject: "1234", by: .system)
            let first = try await access.signIn("bob", fixture.base.password("bob"), at: AccessFixture.home)
            let other = try await access.signIn("bob", fixture.base.password("bob"), at: AccessFixture.home)
            let token = try await fixture.base.token(for: "bob")
            let holder = try #require(try await access.identify(token.secret))
            await #expect(throws: SignInError.needsSession) {
                try await access.unlinkOwn(from: "corp", subject: nil, by: holder, at: AccessFixture.home)
            }
            await #expect(throws: SignInError.notLinked(bob)) {
                try await access.unlinkOwn(from: "corp", subject: "99", by: first.identity, at: AccessFixture.home)
            }
            try await access.unlinkOwn(from: "corp", subject: "1234", by: first.identity, at: AccessFixture.home)
            #expect(try await access.identities(of: bob).isEmpty)
            #expect(try await access.identify(first.secret) != nil)
            #expect(try await access.identify(other.secret) == nil)
            #expect(try await fixture.base.actions().last == "user.unlink")
        }
    }

    @Test func `is not let to lock themselves out`() async throws {
        try await SignInFixture.with { fixture async throws in
            let visit = try await fixture.begin()
            let session = try #require(try await fixture.finish(visit).session)
            let access = fixture.base.access
            let ann = try #require(session.identity.user)
            #expect(try await !access.hasPassword(ann))
            await #expect(throws: SignInError.lastWayIn(ann)) {
                try await access.unlinkOwn(from: "corp", subject: nil, by: session.identity, at: AccessFixture.home)
            }
            try await access.setPassword(of: ann, to: Password(typed: "a long password"), by: .system)
            #expect(try await access.hasPassword(ann))
        }
    }

    @Test func `is told so where linking began`() async throws {
        try await SignInFixture.with([try SignInFixture.provider(allow: [])]) { fixture async throws in
            try await fixture.base.add("bob", .search)
            try await fixture.base.add("ann", .search)
            let access = fixture.base.access
            _ = try await access.link(
                try user("ann"), to: try fixture.service.provider("corp"), subject: "1234", by: .system)
            let bob = try await access.signIn("bob", fixture.base.password("bob"), at: AccessFixture.home)
            let visit = try await fixture.begin(linking: bob.identity)
            await #expect {
                _ = try await fixture.finish(visit)
            } throws: { error in
                if case SignInError.notLinkable(.taken, _) = error { true } else { false }
            }
            #expect(try await fixture.base.actions(.refused).contains("user.link"))
        }
    }
}
