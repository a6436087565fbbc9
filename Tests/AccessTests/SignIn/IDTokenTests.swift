import Testing
import Wire

@testable import Access

extension JSONValue {
    func with(_ name: String, _ value: JSONValue) -> JSONValue {
        .object((object ?? [:]).merging([name: value]) { $1 })
    }
}

@Suite struct `An id_token` {
    @Test func `of the provider's, for this attempt, says who somebody is`() async throws {
        try await SignInFixture.with { fixture async throws in
            #expect(try await fixture.signIn() == "ann@example.org")
        }
    }

    @Test(
        arguments: [
            ["nonce": "another"], ["iss": "https://evil.example"], ["aud": "another"], ["aud": ["roost", "another"]],
            ["azp": "another"], ["exp": 1], ["sub": ""], ["sub": 1234], ["exp": "tomorrow"], ["iat": 9_999_999_999],
            ["nbf": 9_999_999_999], ["iat": .null],
        ] as [[String: JSONValue]])
    func `that does not fit is refused`(changes: [String: JSONValue]) async throws {
        try await SignInFixture.with { fixture async throws in
            fixture.say(fixture.claims(changes))
            #expect(try await fixture.signInRefusal() == .rejected)
            #expect(try await fixture.base.access.users().count == 0)
        }
    }

    @Test func `may be a minute late, and for several when it is meant for us`() async throws {
        try await SignInFixture.with { fixture async throws in
            let seconds = fixture.base.clock.now / 1000
            fixture.say(
                fixture.claims([
                    "exp": .integer(seconds - 59), "iat": .integer(seconds + 59), "aud": ["roost", "another"],
                    "azp": "roost",
                ]))
            #expect(try await fixture.signInRefusal() == nil)
            fixture.say(fixture.claims(["exp": .integer(seconds - 61)]))
            #expect(try await fixture.signInRefusal() == .rejected)
        }
    }

    @Test(arguments: ["none", "None", "HS256", "HS512", "ES256K", "EdDSA", ""])
    func `signed in another way is refused, whatever the signature`(algorithm: String) async throws {
        try await SignInFixture.with { fixture async throws in
            fixture.say(fixture.claims(), header: ["alg": .string(algorithm), "kid": "one"])
            #expect(try await fixture.signInRefusal() == .rejected)
        }
    }

    @Test func `signed with the public key as a secret is refused`() async throws {
        try await SignInFixture.with { fixture async throws in
            let point = ["x", "y"].compactMap { fixture.key.published[$0]?.string.flatMap { ChanceText.bytes($0) } }
            for algorithm in ["HS256", "ES256"] {
                fixture.say(
                    fixture.claims(), header: ["alg": .string(algorithm), "kid": "one"], mac: [4] + point.joined())
                #expect(try await fixture.signInRefusal() == .rejected)
            }
        }
    }

    @Test func `signed by somebody else under the provider's key id is refused`() async throws {
        try await SignInFixture.with { fixture async throws in
            fixture.say(fixture.claims(), by: SigningKey("one"))
            #expect(try await fixture.signInRefusal() == .rejected)
        }
    }

    @Test func `that demands what nobody knows is refused`() async throws {
        try await SignInFixture.with { fixture async throws in
            fixture.say(fixture.claims(), header: ["alg": "ES256", "kid": "one", "crit": ["exp"]])
            #expect(try await fixture.signInRefusal() == .rejected)
        }
    }

    @Test(arguments: [
        "", "a", "a.b", "a.b.c", "..", "a.b.c.d", "e30.e30.", "e30.e30.e30", "eyJhbGciOiJub25lIn0.e30.", "ä.ö.ü",
        String(repeating: "a", count: 70_000),
    ])
    func `that is none is refused`(text: String) async throws {
        try await SignInFixture.with { fixture async throws in
            fixture.standIn.change { $0.token = { _ in text } }
            #expect(try await fixture.signInRefusal() == .rejected)
        }
    }
}

@Suite struct `The keys of a provider` {
    @Test func `are asked for once, and again for a key that is new`() async throws {
        try await SignInFixture.with { fixture async throws in
            let keys = { fixture.standIn.asked.filter { $0.hasSuffix("/keys") }.count }
            for _ in 0..<3 { _ = try await fixture.signIn() }
            #expect(keys() == 1)
            let second = SigningKey("two")
            fixture.base.clock.advance(seconds: 61)
            fixture.say(fixture.claims(), by: second)
            fixture.standIn.change { $0.keys = ["keys": [second.published]] }
            #expect(try await fixture.signInRefusal() == nil)
            #expect(keys() == 2)
        }
    }

    @Test func `are not asked for again and again for one that does not exist`() async throws {
        try await SignInFixture.with { fixture async throws in
            fixture.say(fixture.claims(), by: SigningKey("made-up"))
            for _ in 0..<5 { #expect(try await fixture.signInRefusal() == .rejected) }
            #expect(fixture.standIn.asked.filter { $0.hasSuffix("/keys") }.count == 1)
            fixture.base.clock.advance(seconds: 61)
            for _ in 0..<5 { #expect(try await fixture.signInRefusal() == .rejected) }
            #expect(fixture.standIn.asked.filter { $0.hasSuffix("/keys") }.count == 2)
        }
    }

    @Test(
        arguments: [
            ["x": ""], ["x": "AA"], ["crv": "P-384"], ["crv": .null], ["kty": "RSA"], ["kty": "oct"], ["use": "enc"],
            ["alg": "ES384"], ["x": 1], ["key_ops": ["sign"]], ["y": "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"],
        ] as [[String: JSONValue]])
    func `that are broken or for something else prove nothing`(changes: [String: JSONValue]) async throws {
        try await SignInFixture.with { fixture async throws in
            var key = fixture.key.published
            for (name, value) in changes { key = key.with(name, value) }
            fixture.standIn.change { $0.keys = ["keys": [key]] }
            #expect(try await fixture.signInRefusal() == .rejected)
        }
    }

    @Test(
        arguments: [
            ["n": "", "e": ""], ["n": "AQAB", "e": "AQAB"],
            ["n": .string(String(repeating: "_", count: 342)), "e": "AA"],
            ["n": .string(String(repeating: "_", count: 4000)), "e": "AQAB"],
            ["n": .string(String(repeating: "_", count: 342)), "e": "AQ"],
        ] as [[String: JSONValue]])
    func `of RSA are looked at before they are used`(numbers: [String: JSONValue]) async throws {
        try await SignInFixture.with { fixture async throws in
            let key = JSONValue.object(numbers).with("kty", "RSA").with("kid", "one")
            fixture.standIn.change { $0.keys = ["keys": [key]] }
            fixture.say(fixture.claims(), header: ["alg": "RS256", "kid": "one"])
            #expect(try await fixture.signInRefusal() == .rejected)
        }
    }

    @Test func `of which two have one id prove nothing`() async throws {
        try await SignInFixture.with { fixture async throws in
            fixture.standIn.change {
                $0.keys = ["keys": [fixture.key.published, SigningKey("one").published]]
            }
            #expect(try await fixture.signInRefusal() == .rejected)
        }
    }
}

@Suite struct `A provider's description of itself` {
    @Test(
        arguments: [
            ["issuer": "https://evil.example"], ["issuer": "https://id.example/"], ["issuer": .null],
            ["token_endpoint": "http://id.example/token"], ["jwks_uri": "file:///etc/passwd"],
            ["jwks_uri": "https://user@id.example/keys"], ["authorization_endpoint": "javascript:alert(1)"],
            ["authorization_endpoint": "https://id.example/a\r\nSet-Cookie: a=b"], ["token_endpoint": .null],
            ["token_endpoint": "https://id.example\\@evil.example/"],
        ] as [[String: JSONValue]])
    func `is refused when it is another's or leads astray`(changes: [String: JSONValue]) async throws {
        try await SignInFixture.with { fixture async throws in
            for (name, value) in changes {
                fixture.standIn.change { $0.document = $0.document.with(name, value) }
            }
            #expect(try await fixture.signInRefusal() == .provider)
        }
    }

    @Test func `is asked for once by many`() async throws {
        try await SignInFixture.with { fixture async throws in
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<8 { group.addTask { _ = try await fixture.begin() } }
                try await group.waitForAll()
            }
            #expect(fixture.standIn.asked.filter { $0.hasSuffix("openid-configuration") }.count == 1)
        }
    }
}
