/// What an address is for, by the IANA registries of special-purpose addresses (RFC 6890 and its successors).
package enum AddressKind: String, Hashable, Sendable {
    /// A machine somewhere on the Internet.
    case open = "public address"
    case loopback = "loopback address"
    /// RFC 1918 and unique local IPv6.
    case privateUse = "private address"
    /// Where clouds answer with credentials.
    case metadata = "cloud metadata address"
    case linkLocal = "link-local address"
    /// Behind a carrier's NAT: RFC 6598.
    case carrier = "shared carrier address"
    case multicast = "multicast address"
    /// An IPv4 address in IPv6 clothes: mapped, NAT64, 6to4, Teredo.
    case disguised = "IPv4 address written as IPv6"
    /// Unspecified, documentation, benchmarks, reserved.
    case special = "special-purpose address"

    package init(_ address: IPAddress) {
        if let known = Self.table.first(where: { $0.network.contains(address) }) {
            self = known.kind
        } else if case .v6 = address, !Self.globalUnicast.contains(where: { $0.contains(address) }) {
            self = .special
        } else {
            self = .open
        }
    }

    private static let globalUnicast = [IPNetwork("2000::/3")].compactMap { $0 }

    /// The first block that holds an address decides.
    private static let table: [(network: IPNetwork, kind: AddressKind)] = [
        ("169.254.169.254/32", .metadata), ("168.63.129.16/32", .metadata), ("100.100.100.200/32", .metadata),
        ("192.0.0.192/32", .metadata), ("fd00:ec2::254/128", .metadata), ("fd20:ce::254/128", .metadata),
        ("127.0.0.0/8", .loopback), ("::1/128", .loopback),
        ("10.0.0.0/8", .privateUse), ("172.16.0.0/12", .privateUse), ("192.168.0.0/16", .privateUse),
        ("fc00::/7", .privateUse), ("fec0::/10", .privateUse),
        ("169.254.0.0/16", .linkLocal), ("fe80::/10", .linkLocal),
        ("100.64.0.0/10", .carrier),
        ("224.0.0.0/4", .multicast), ("ff00::/8", .multicast),
        ("0.0.0.0/8", .special), ("192.0.0.0/24", .special), ("192.0.2.0/24", .special), ("192.88.99.0/24", .special),
        ("198.18.0.0/15", .special), ("198.51.100.0/24", .special), ("203.0.113.0/24", .special),
        ("240.0.0.0/4", .special),
        ("::ffff:0:0/96", .disguised), ("::ffff:0:0:0/96", .disguised), ("::/96", .disguised),
        ("64:ff9b::/96", .disguised), ("64:ff9b:1::/48", .disguised), ("2002::/16", .disguised),
        ("2001::/32", .disguised),
        ("2001::/23", .special), ("2001:db8::/32", .special), ("3fff::/20", .special),
    ].compactMap { text, kind in IPNetwork(text).map { ($0, kind) } }
}
