import Testing

@testable import API

@Suite struct `A Host header` {
    @Test(
        arguments: [
            ("localhost", "localhost", nil), ("127.0.0.1:8899", "127.0.0.1", 8899), ("[::1]:80", "[::1]", 80),
            ("[::1]", "[::1]", nil), ("Roost.Example.ORG:1", "roost.example.org", 1),
        ] as [(String, String, Int?)])
    func `names a host and perhaps a port`(text: String, host: String, port: Int?) throws {
        let authority = try #require(Authority(text))
        #expect(authority.host == host && authority.port == port)
    }

    @Test(arguments: [
        "", ":80", "a:b", "a:99999", "a:", "user@host", "host/path", "a b", "a\nb", "[::1", "[]x", "host:80:80", "a\"b",
        "é.org",
    ])
    func `that is malformed is none`(text: String) {
        #expect(Authority(text) == nil)
    }

    @Test func `decides whether a loopback server answers`() throws {
        for text in ["127.0.0.1:8899", "localhost:1", "[::1]"] {
            #expect(AllowedHosts.loopback.allows(try #require(Authority(text))))
        }
        let stranger = try #require(Authority("attacker.example:8899"))
        #expect(!AllowedHosts.loopback.allows(stranger))
        #expect(AllowedHosts.any.allows(stranger))
        #expect(try #require(AllowedHosts(["attacker.example"])).allows(stranger))
        #expect(AllowedHosts(["not a name"]) == nil)
    }
}

@Suite struct `Percent-encoding` {
    @Test func `is undone exactly once, or not at all`() {
        #expect(PercentCoding.decode("a%20b+c%252F") == "a b+c%2F")
        #expect(PercentCoding.decode("a+b", plus: true) == "a b")
        for broken in ["%", "%2", "%zz", "%ff", "%C3"] { #expect(PercentCoding.decode(broken) == nil) }
    }

    @Test func `keeps what a link can bear`() {
        #expect(PercentCoding.encode("a/b c-é~") == "a%2Fb%20c-%C3%A9~")
        #expect(PercentCoding.encode("a/b", slashes: true) == "a/b")
        #expect(FormItems("a=1&b=x+y&a=2").replacing("b", with: "z/").text == "a=1&a=2&b=z%2F")
    }
}
