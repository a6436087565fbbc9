/// The host part of a reference: which hosts are the Hub's own, and what a host may look like at all.
enum HubAddress {
    static let huggingFace = "https://huggingface.co"

    /// The scheme of `scheme:rest`, in lower case; nil when the colon belongs to something else.
    static func scheme(of text: String) -> (scheme: String, rest: String)? {
        guard let (head, rest) = ReferenceText.cut(text, at: ":"), rest.utf8.first == UInt8(ascii: "/") else {
            return nil
        }
        guard !head.isEmpty,
            head.utf8.allSatisfy({ ReferenceText.isLetterOrDigit($0) || $0 == 43 || $0 == 45 || $0 == 46 })
        else {
            return nil
        }
        return (head.lowercased(), rest)
    }

    /// Whether a first segment is one of the names of huggingface.co, which alone may stand without a scheme.
    static func isBareHost(_ segment: String) -> Bool {
        ["hf.co", "www.hf.co", "huggingface.co", "www.huggingface.co"].contains(segment.lowercased())
    }

    /// Whether a first segment would pass for a host in the eyes of a hurried reader.
    static func looksLikeHost(_ segment: String) -> Bool {
        let lower = segment.lowercased()
        if lower == "localhost" || lower.utf8.starts(with: "www.".utf8) || lower.contains("xn--") { return true }
        guard lower.utf8.contains(UInt8(ascii: ".")) else { return false }
        if lower.contains("hf.co") || lower.contains("huggingface.") || !lower.utf8.allSatisfy({ $0 < 128 }) {
            return true
        }
        let labels = ReferenceText.split(lower, at: ".")
        if labels.allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy { (48...57).contains($0) } }) {
            return labels.count == 4
        }
        return ["co", "com", "net", "org", "io", "ai", "dev", "app", "local", "internal"].contains(labels.last)
    }

    /// The base address for a scheme and what stands before the first slash.
    static func base(scheme: String, authority: String) throws(ReferenceFault) -> String {
        guard !authority.utf8.contains(UInt8(ascii: "@")) else { throw .userInfo }
        guard !authority.isEmpty else { throw .host("the address has no host") }
        guard authority.utf8.allSatisfy({ $0 > 32 && $0 < 127 }) else {
            throw .host("the host is not written in plain ASCII letters")
        }
        let (host, port) = try divide(authority.lowercased())
        try checkHost(host)
        let isUsual = port == nil || port == (scheme == "https" ? 443 : 80)
        if isUsual, isBareHost(host) { return huggingFace }
        return "\(scheme)://\(host)" + (isUsual ? "" : port.map { ":\($0)" } ?? "")
    }

    private static func divide(_ authority: String) throws(ReferenceFault) -> (host: String, port: Int?) {
        var host = authority
        var port: String?
        if authority.utf8.first == UInt8(ascii: "[") {
            guard let (inside, after) = ReferenceText.cut(authority, at: "]") else { throw .host("`]` is missing") }
            host = inside + "]"
            guard after.isEmpty || after.utf8.first == UInt8(ascii: ":") else { throw .port(after) }
            port = after.isEmpty ? nil : String(after.dropFirst())
        } else if let (head, tail) = ReferenceText.cut(authority, at: ":") {
            (host, port) = (head, tail)
        }
        guard let port else { return (host, nil) }
        guard (1...5).contains(port.utf8.count), port.utf8.allSatisfy({ (48...57).contains($0) }),
            let number = Int(port),
            (1...65535).contains(number)
        else { throw .port(port) }
        return (host, number)
    }

    private static func checkHost(_ host: String) throws(ReferenceFault) {
        if host.utf8.first == UInt8(ascii: "[") {
            let inside = host.utf8.dropFirst().dropLast()
            let isPlain = inside.allSatisfy { (48...58).contains($0) || (97...102).contains($0) || $0 == 46 }
            guard isPlain, inside.contains(58), (2...45).contains(inside.count) else {
                throw .host("`\(ReferenceText.shown(host))` is not an IPv6 address")
            }
            return
        }
        let labels = ReferenceText.split(host, at: ".")
        guard host.utf8.count <= 253, labels.allSatisfy(isLabel) else {
            throw .host("`\(ReferenceText.shown(host))` is not a host name")
        }
        guard !labels.contains(where: { $0.utf8.starts(with: "xn--".utf8) }) else {
            throw .host("the host is an encoded name (`xn--`), which can look like another")
        }
        // Browsers read `0x7f.1` and `2130706433` as addresses; one spelling of an address is enough.
        guard let last = labels.last, last.utf8.first.map({ (48...57).contains($0) }) == true else { return }
        let isDotted = labels.count == 4 && labels.allSatisfy { UInt8($0).map(String.init) == $0 }
        guard isDotted else { throw .host("`\(ReferenceText.shown(host))` is not a host name or a plain IPv4 address") }
    }

    private static func isLabel(_ label: String) -> Bool {
        let bytes = Array(label.utf8)
        guard (1...63).contains(bytes.count),
            bytes.allSatisfy({ ReferenceText.isLetterOrDigit($0) || $0 == 45 || $0 == 95 })
        else {
            return false
        }
        return bytes[0] != 45 && bytes[bytes.count - 1] != 45
    }
}
