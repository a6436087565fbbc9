import API
import Access
import Domain
import Testing

@testable import Server

@Suite struct `The first start` {
    @Test func `makes an administrator once and tells the password`() async throws {
        try await ServerFixture.with { fixture in
            try await fixture.withHouse { house in
                let made = try #require(try await house.prepareAccounts())
                let password = try #require(made.generated)
                #expect(made.name == .admin)
                _ = try await house.access.signIn("admin", password, at: .unknown)
                #expect(try await house.prepareAccounts() == nil)
            }
        }
    }

    @Test func `takes the password that was given, from a variable or a file`() async throws {
        for variables in [["ROOST_ADMIN_PASSWORD": "from outside"], ["ROOST_ADMIN_PASSWORD_FILE": "secret"]] {
            try await ServerFixture.with { fixture in
                let path = try fixture.write("secret", "from outside\n")
                try await fixture.withHouse(variables.mapValues { $0 == "secret" ? path : $0 }) { house in
                    #expect(try await house.prepareAccounts()?.generated == nil)
                    _ = try await house.access.signIn("admin", Password(typed: "from outside"), at: .unknown)
                }
            }
        }
    }

    @Test func `refuses a password that is too short or a file that is not there`() async throws {
        try await ServerFixture.with { fixture in
            for variables in [["ROOST_ADMIN_PASSWORD": "short"], ["ROOST_ADMIN_PASSWORD_FILE": "/no/such/file"]] {
                try await fixture.withHouse(variables) { house in
                    let refusal = await problem { _ = try await house.prepareAccounts() }
                    #expect(refusal != nil && refusal?.code != .internal)
                    let hasUsers = try await house.access.hasUsers()
                    #expect(!hasUsers)
                }
            }
        }
    }

    @Test(arguments: ["0.0.0.0", "::", "192.168.1.5", "example.org"])
    func `on an address of others is refused without an account`(host: String) async throws {
        try await ServerFixture.with { fixture in
            try await fixture.withHouse(["ROOST_HOST": host]) { house in
                let refusal = await problem { _ = try await house.prepareAccounts() }
                #expect(refusal?.code == .forbidden && refusal?.hint != nil)
                #expect(refusal?.message.contains(host) == true)
                _ = try await house.access.createFirstAdministrator()
                #expect(try await house.prepareAccounts() == nil)
            }
            try await fixture.withHouse(["ROOST_HOST": host]) { _ = try await $0.prepareAccounts() }
        }
    }
}

@Suite struct `What visitors may do without a name` {
    @Test(arguments: [
        ([:], "search,download"), (["ROOST_HOST": "0.0.0.0"], ""), (["ROOST_ANONYMOUS": "none"], ""),
        (["ROOST_PUBLIC_ADDRESS": "https://models.example.org"], ""), (["ROOST_ANONYMOUS": "run,search"], "search,run"),
        (["ROOST_ANONYMOUS": "search", "ROOST_HOST": "0.0.0.0"], "search"),
    ])
    func `is little on loopback and nothing elsewhere, unless it is said`(
        variables: [String: String], permissions: String
    ) async throws {
        try await ServerFixture.with { fixture in
            let settings = try await fixture.settings(.init(), variables)
            #expect(settings.anonymous.text == permissions)
        }
    }

    @Test(arguments: [
        ["ROOST_ANONYMOUS": "root"], ["ROOST_ANONYMOUS": "admin", "ROOST_HOST": "0.0.0.0"],
        ["ROOST_ANONYMOUS": "upload", "ROOST_PUBLIC_ADDRESS": "https://models.example.org"],
        ["ROOST_PUBLIC_ADDRESS": "models.example.org"], ["ROOST_PUBLIC_ADDRESS": "https://models.example.org/x"],
        ["ROOST_PUBLIC_ADDRESS": "https://models.example.org/"], ["ROOST_ALLOWED_HOSTS": "https://a.example"],
    ])
    func `is not more than makes sense`(variables: [String: String]) async throws {
        try await ServerFixture.with { fixture in
            #expect(await problem { _ = try await fixture.settings(.init(), variables) }?.hint != nil)
        }
    }

    @Test(arguments: [
        ([:], ["127.0.0.1:8899"], ["a.example", "10.0.0.1"]),
        (["ROOST_ALLOWED_HOSTS": "a.example"], ["a.example:80", "localhost"], ["b.example", "10.0.0.1"]),
        (["ROOST_PUBLIC_ADDRESS": "https://a.example:8443"], ["a.example:8443"], ["b.example"]),
        (["ROOST_HOST": "0.0.0.0"], ["a.example", "10.0.0.1"], []),
        (["ROOST_HOST": "0.0.0.0", "ROOST_ANONYMOUS": "search"], ["10.0.0.1", "localhost"], ["a.example"]),
        (["ROOST_HOST": "0.0.0.0", "ROOST_ALLOWED_HOSTS": "a.example"], ["a.example"], ["b.example", "10.0.0.1"]),
    ])
    func `decides by which names the server may be addressed`(
        variables: [String: String], allowed: [String], refused: [String]
    ) async throws {
        try await ServerFixture.with { fixture in
            let hosts = try await fixture.settings(.init(), variables).hosts
            for name in allowed { #expect(try hosts.allows(#require(Authority(name))), "\(name)") }
            for name in refused { #expect(try !hosts.allows(#require(Authority(name))), "\(name)") }
        }
    }
}
