import Testing

@testable import Hub

@Suite struct `Where a link may lead` {
    @Test(arguments: [
        "https://github.com/org/name", "http://github.com:8080/x", "https://GitHub.com/",
        "https://xn--bcher-kva.example/",
        "https://8.8.8.8/", "https://[2606:50c0:8000::64]/",
    ])
    func `is a public machine`(text: String) async throws {
        let names = FixedNames(["github.com": "140.82.121.4", "xn--bcher-kva.example": "8.8.4.4"])
        let target = try await Reach.test(names).check(text)
        #expect(target.addresses.allSatisfy { AddressKind($0) == .open } && !target.addresses.isEmpty)
    }

    @Test(arguments: [
        "file:///etc/passwd", "ftp://example.org/", "gopher://example.org/", "javascript:alert(1)", "//example.org/x",
        "",
        "https://", "https://user@example.org/", "https://example.org@127.0.0.1/", "https://127.0.0.1\\@example.org/",
        "https://example.org:99999/", "https://example.org:/x", "https://example.org:8O/", "https://localhost./",
        "https://example.org./", "https://bücher.example/", "https://①②⑦.⓪.⓪.①/", "https://127。0。0。1/",
        "https://exa mple.org/", "https://%31%32%37.0.0.1/", "https://[::1%25lo]/", "https://[127.0.0.1]/",
        "https://a..b/", "https:/example.org/", "http:example.org",
    ])
    func `is no address at all`(text: String) async throws {
        let error = await reachError { try await Reach.test().check(text) }
        guard case .malformed = error else {
            Issue.record("\(text): \(String(describing: error))")
            return
        }
    }

    @Test(arguments: [
        "http://127.0.0.1/", "http://127.0.0.1:3000/", "http://2130706433/", "http://0x7f000001/", "http://0x7f.0.0.1/",
        "http://0177.0.0.1/", "http://127.1/", "http://010.0.0.1/", "http://1.2.3.04/", "http://example.0x7f/",
        "http://localhost/", "http://LOCALHOST:80/", "http://a.localhost/", "http://[::1]/", "http://[::]/",
        "http://[::ffff:127.0.0.1]/", "http://[::ffff:7f00:1]/", "http://[64:ff9b::7f00:1]/", "http://[2002:7f00:1::]/",
        "http://[fe80::1]/", "http://[fd00::1]/", "http://10.0.0.1/", "http://192.168.0.1/", "http://172.16.0.1/",
        "http://169.254.169.254/latest/meta-data/", "http://100.64.0.1/", "http://224.0.0.1/", "http://0.0.0.0/",
        "http://255.255.255.255/", "http://example.org:22/", "http://example.org:6/", "https://example.org:25/",
    ])
    func `is not this machine, its network, or a port that is not the web's`(text: String) async throws {
        let names = FixedNames(["example.org": "93.184.215.14", "localhost": "127.0.0.1", "a.localhost": "127.0.0.1"])
        let error = await reachError { try await Reach.test(names).check(text) }
        guard case .refused = error else {
            Issue.record("\(text): \(String(describing: error))")
            return
        }
    }

    @Test(arguments: [
        ("10.9.8.7", "refused: private address 10.9.8.7"),
        ("169.254.169.254", "refused: cloud metadata address 169.254.169.254"),
        ("::ffff:10.0.0.1", "refused: IPv4 address written as IPv6 ::ffff:10.0.0.1"),
    ])
    func `is judged by what the name means, and the reason says it`(address: String, reason: String) async throws {
        let names = FixedNames(["metadata.example": address])
        let error = await reachError { try await Reach.test(names).check("https://metadata.example/") }
        #expect(error?.reason == reason)
    }

    @Test func `is only those of a name's addresses that are public`() async throws {
        let names = FixedNames(["mixed.example": [["10.0.0.1", "8.8.8.8", "64:ff9b::808:808"]]])
        let target = try await Reach.test(names).check("https://mixed.example:8443/x")
        #expect(target.addresses.map(\.description) == ["8.8.8.8"])
        #expect(target.resolveEntry == "mixed.example:8443:8.8.8.8")
    }

    @Test func `is nowhere when the name has no address`() async throws {
        #expect(
            await reachError { try await Reach.test().check("https://none.example/") }
                == .unresolved(host: "none.example"))
    }

    @Test func `is nowhere at all offline`() async throws {
        let names = FixedNames(["github.com": "140.82.121.4"])
        let error = await reachError { try await Reach.test(names, isOffline: true).check("https://github.com/a/b") }
        #expect(error?.reason == "offline" && names.lookUps == 0)
    }

    @Test(arguments: [
        (["git.corp.example"], "https://git.corp.example/a", true),
        (["git.corp.example"], "https://git.corp.example:8443/a", true),
        (["git.corp.example:8443"], "https://git.corp.example:8443/a", true),
        (["git.corp.example:8443"], "https://git.corp.example/a", false),
        (["git.corp.example:22"], "http://git.corp.example:22/a", true),
        ([".corp.example"], "https://git.corp.example/a", true),
        (["*.corp.example"], "https://git.corp.example/a", true),
        ([".orp.example"], "https://git.corp.example/a", false),
        (["corp.example"], "https://git.corp.example/a", false),
        (["10.0.0.0/8"], "https://git.corp.example/a", true), (["10.0.0.7"], "https://git.corp.example/a", true),
        (["10.0.0.8"], "https://git.corp.example/a", false), (["10.0.0.0/8"], "http://10.0.0.7/a", true),
        (["127.0.0.1:3000"], "http://127.0.0.1:3000/a", true), (["127.0.0.1:3000"], "http://127.0.0.1:3001/a", false),
        (["localhost"], "http://localhost:3000/a", true),
    ])
    func `can be a host of one's own that the setting names`(allow: [String], text: String, isReached: Bool)
        async throws
    {
        let names = FixedNames(["git.corp.example": "10.0.0.7", "localhost": "127.0.0.1"])
        let reach = try Reach.test(names, allow: allow)
        let error = await reachError { try await reach.check(text) }
        #expect((error == nil) == isReached)
    }

    @Test(arguments: [
        ("http://127.0.0.1:3000/", true), ("http://10.0.0.1/", true), ("http://[fd00::1]/", true),
        ("http://localhost:3000/", true), ("http://169.254.169.254/", false), ("http://[fd00:ec2::254]/", false),
        ("http://169.254.1.1/", false), ("http://0.0.0.0/", false), ("http://2130706433/", false),
    ])
    func `is every private machine but no cloud's metadata with reach-private`(text: String, isReached: Bool)
        async throws
    {
        let reach = try Reach.test(FixedNames(["localhost": "127.0.0.1"]), allowsPrivate: true)
        let error = await reachError { try await reach.check(text) }
        #expect((error == nil) == isReached)
    }

    @Test(arguments: ["", "*", "*.", "a b", "10.0.0.0/40", "https://git.example", "user@git.example", ".10.0.0.1"])
    func `is set by lines that can be read only`(line: String) { #expect(ReachPermit(line) == nil) }

    @Test func `goes through a proxy that resolves what this machine cannot, and never to a private address`()
        async throws
    {
        let proxies = ProxyRules(environment: ["HTTPS_PROXY": "http://me:p%40ss@proxy.corp.example:3128"])
        let reach = try Reach.test(FixedNames(["inner.example": "10.0.0.1"]), proxies: proxies)
        let target = try await reach.check("https://github.com/org/name")
        #expect(target.addresses.isEmpty && target.resolveEntry == nil)
        #expect(target.proxyAddress == "http://me:p%40ss@proxy.corp.example:3128")
        let error = await reachError { try await reach.check("https://inner.example/") }
        #expect(error == .refused(host: "inner.example", why: "private address 10.0.0.1"))
    }
}
