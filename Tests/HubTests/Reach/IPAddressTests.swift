import Testing

@testable import Hub

@Suite struct `An address of a machine` {
    @Test(arguments: [
        ("127.0.0.1", "127.0.0.1"), ("8.8.8.8", "8.8.8.8"), ("255.255.255.255", "255.255.255.255"),
        ("::1", "::1"), ("[::1]", "::1"), ("2001:DB8:0:0:0:0:0:1", "2001:db8::1"),
        ("::ffff:127.0.0.1", "::ffff:127.0.0.1"), ("fe80::1", "fe80::1"),
    ])
    func `is read in its one spelling`(text: String, written: String) throws {
        #expect(try #require(IPAddress(text)).description == written)
    }

    @Test(arguments: [
        "127.1", "2130706433", "0x7f000001", "0x7f.0.0.1", "0177.0.0.1", "017700000001", "010.0.0.1", "127.0.0.01",
        "1.2.3.4.5", "256.1.1.1", "1.2.3.", ".1.2.3.4", "1.2.3.-4", "+1.2.3.4", "1.2.3.4 ", "", "::g", ":::",
        "fe80::1%eth0",
        "[::1", "١٢٧.0.0.1",
    ])
    func `is nothing in any other`(text: String) {
        #expect(IPAddress(text) == nil)
    }

    @Test(arguments: [
        ("8.8.8.8", AddressKind.open), ("140.82.121.4", .open), ("2606:50c0:8000::64", .open),
        ("127.0.0.1", .loopback), ("127.255.255.254", .loopback), ("::1", .loopback),
        ("10.0.0.1", .privateUse), ("172.16.0.1", .privateUse), ("172.31.255.255", .privateUse),
        ("172.32.0.1", .open), ("192.168.1.1", .privateUse), ("fd00::1", .privateUse), ("fc00::1", .privateUse),
        ("169.254.169.254", .metadata), ("168.63.129.16", .metadata), ("100.100.100.200", .metadata),
        ("192.0.0.192", .metadata), ("fd00:ec2::254", .metadata),
        ("169.254.1.1", .linkLocal), ("fe80::1", .linkLocal), ("febf::1", .linkLocal),
        ("100.64.0.1", .carrier), ("100.127.255.255", .carrier), ("100.128.0.1", .open),
        ("224.0.0.1", .multicast), ("239.255.255.255", .multicast), ("ff02::1", .multicast),
        ("0.0.0.0", .special), ("0.1.2.3", .special), ("255.255.255.255", .special), ("240.0.0.1", .special),
        ("192.0.2.1", .special), ("198.18.0.1", .special), ("203.0.113.9", .special), ("2001:db8::1", .special),
        ("3fff::1", .special), ("4000::1", .special), ("::ffff:127.0.0.1", .disguised), ("::ffff:8.8.8.8", .disguised),
        ("::127.0.0.1", .disguised), ("::", .disguised), ("64:ff9b::7f00:1", .disguised), ("64:ff9b:1::1", .disguised),
        ("2002:7f00:1::1", .disguised), ("2001:0:7f00::1", .disguised),
    ])
    func `is told from the open net by what it is for`(text: String, kind: AddressKind) throws {
        #expect(AddressKind(try #require(IPAddress(text))) == kind)
    }

    @Test(arguments: [
        ("10.0.0.0/8", "10.255.0.1", true), ("10.0.0.0/8", "11.0.0.1", false), ("0.0.0.0/0", "9.9.9.9", true),
        ("0.0.0.0/0", "::1", false), ("fd12::/16", "fd12:9::1", true), ("fd12::/16", "fd13::1", false),
        ("fd12::/96", "fd12::ffff:1", true), ("fd12::/96", "fd12:0:0:0:0:1::1", false), ("10.1.2.3", "10.1.2.3", true),
        ("10.1.2.3", "10.1.2.4", false),
    ])
    func `belongs to a network or not`(network: String, address: String, belongs: Bool) throws {
        let block = try #require(IPNetwork(network))
        #expect(block.contains(try #require(IPAddress(address))) == belongs)
    }

    @Test(arguments: ["10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/", "/8", "10.0.0/8", "::/129"])
    func `makes no network with bits it does not have`(text: String) { #expect(IPNetwork(text) == nil) }
}
