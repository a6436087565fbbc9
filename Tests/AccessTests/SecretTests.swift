import Testing

@testable import Access

@Suite struct `A secret` {
    @Test(arguments: AccessSecret.Kind.allCases)
    func `is told from anything that was never given out`(kind: AccessSecret.Kind) throws {
        let secret = AccessSecret(kind)
        #expect(secret.revealed.hasPrefix(kind.rawValue) && secret.revealed.count == kind.rawValue.count + 49)
        #expect(try #require(AccessSecret(secret.revealed, kind: kind)).hash == secret.hash)
        for position in secret.revealed.indices {
            var changed = secret.revealed
            changed.replaceSubrange(position...position, with: secret.revealed[position] == "x" ? "y" : "x")
            #expect(AccessSecret(changed, kind: kind) == nil)
        }
        for text in ["", kind.rawValue, secret.revealed + "a", String(secret.revealed.dropLast()), "hf_abc"] {
            #expect(AccessSecret(text, kind: kind) == nil)
        }
    }

    @Test func `of a session is none of a token`() {
        let session = AccessSecret(.session).revealed
        #expect(AccessSecret(session, kind: .token) == nil)
        #expect(AccessSecret("roost_" + session.dropFirst(7), kind: .token) == nil)
    }

    @Test func `is never the same twice`() {
        #expect(Set((0..<1000).map { _ in AccessSecret(.token).revealed }).count == 1000)
        #expect(Set((0..<1000).map { _ in Password.generated().revealed }).count == 1000)
    }

    @Test func `shows itself nowhere unless it is asked to`() {
        let secret = AccessSecret(.token)
        let password = Password(typed: "correct horse")
        var dumped = ""
        dump([secret], to: &dumped)
        dump([password], to: &dumped)
        let all = "\(secret) \(password) \(String(reflecting: secret)) \(String(reflecting: password)) \(dumped)"
        #expect(!all.contains(secret.revealed.dropFirst(6)) && !all.contains("horse"))
    }

    @Test func `that is stored is a hash`() async throws {
        try await AccessFixture.with { fixture in
            try await fixture.add("ann", .admin)
            let token = try await fixture.token(for: "ann").secret
            let session = try await fixture.access.signIn("ann", fixture.password("ann"), at: AccessFixture.home).secret
            _ = try await fixture.refusal("ann", "a mistyped secret")
            let stored = try await fixture.everythingStored()
            #expect(stored.contains("ann"))
            for secret in [token.revealed, session.revealed, "ann's password", "a mistyped secret"] {
                #expect(!stored.contains(secret) && !stored.contains(Array(secret.utf8).description))
            }
        }
    }
}

@Suite struct `A password` {
    private let cost = PasswordCost(exponent: 10, lanes: 1)

    @Test(arguments: ["correct horse", "pässwörd €", "12345678", String(repeating: "x", count: 1000)])
    func `fits its own hash and no other`(text: String) throws {
        let hash = try PasswordHash(of: Password(typed: text), cost)
        #expect(try hash.matches(Password(typed: text)))
        #expect(try !hash.matches(Password(typed: text + " ")))
        #expect(try !hash.matches(Password(typed: "")))
        let again = try #require(PasswordHash(hash.text))
        #expect(try again.matches(Password(typed: text)) && again.text == hash.text)
    }

    @Test func `is salted`() throws {
        let password = Password(typed: "correct horse")
        #expect(try PasswordHash(of: password, cost).text != PasswordHash(of: password, cost).text)
    }

    @Test func `fits what another program derives by RFC 7914`() throws {
        // hashlib.scrypt(b"correct horse", salt=bytes(range(16)), n=1024, r=8, p=1, dklen=32)
        let stored = """
            scrypt:10:8:1:000102030405060708090a0b0c0d0e0f:\
            9df923deed5f4531c279af9f56bd37b1657bef4929e702ce2e811a93388a86a1
            """
        #expect(try #require(PasswordHash(stored)).matches(Password(typed: "correct horse")))
    }

    @Test(arguments: [
        "", "scrypt", "scrypt:15:8:1::", "bcrypt:15:8:1:00:00", "scrypt:30:8:1:\(String(repeating: "0", count: 96))",
    ])
    func `hash that is torn or would cost too much is refused`(text: String) {
        #expect(PasswordHash(text) == nil)
    }

    @Test func `that is stored with what costs too much is refused`() throws {
        let text = try PasswordHash(of: Password(typed: "correct horse"), cost).text
        #expect(PasswordHash(text) != nil)
        #expect(PasswordHash(text.replacing("scrypt:10:", with: "scrypt:24:")) == nil)
        #expect(PasswordHash(text.replacing(":8:1:", with: ":8:999:")) == nil)
    }

    @Test(arguments: ["", "1234567", "annabell", "with\nbreak", String(repeating: "x", count: 1001)])
    func `that is too weak is refused`(text: String) throws {
        #expect(throws: AccessError.self) { try Password(new: text, for: try user("annabell")) }
    }

    @Test func `that nobody could type is not even hashed`() throws {
        let hash = try PasswordHash(of: Password(typed: ""), cost)
        #expect(try !hash.matches(Password(typed: String(repeating: "x", count: 1_000_000))))
    }

    @Test func `that fits nothing fits nothing`() throws {
        let nothing = PasswordHash(fittingNothing: cost)
        #expect(try !nothing.matches(Password(typed: "")) && !nothing.matches(Password(typed: "correct horse")))
    }
}
