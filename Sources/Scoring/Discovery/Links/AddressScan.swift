/// Finds web addresses in a text: one pass over its bytes.
enum AddressScan {
    /// Longer ones are no addresses of repositories.
    static let maximumBytes = 2048

    /// The addresses in the order they stand, at most `limit`. Without a scheme only code hosts are recognised.
    static func addresses(in text: String, limit: Int) -> [String] {
        guard limit > 0 else { return [] }
        let lowered = LoweredText(text)
        let bytes = Array(text.utf8)
        var found: [String] = []
        var index = 0
        while index < bytes.count, found.count < limit {
            guard let length = beginning(lowered.bytes, at: index) else {
                index += 1
                continue
            }
            let end = end(of: bytes, from: index + length)
            if end > index + length, end - index <= maximumBytes {
                let address = String(decoding: bytes[index..<end], as: UTF8.self)
                found.append(length == 0 || address.hasPrefix("git@") ? bare(address) : address)
            }
            index = max(end, index + 1)
        }
        return found
    }

    private static let schemes = ["https://", "http://", "git@"].map { Array($0.utf8) }
    private static let hosts = ["github.com/", "gitlab.com/", "huggingface.co/", "arxiv.org/"].map { Array($0.utf8) }

    /// The length of a scheme that begins here; 0 for a host without one; nil for neither.
    private static func beginning(_ bytes: [UInt8], at index: Int) -> Int? {
        let byte = bytes[index]
        guard byte == UInt8(ascii: "h") || byte == UInt8(ascii: "g") || byte == UInt8(ascii: "a") else { return nil }
        for scheme in schemes where starts(bytes, at: index, with: scheme) { return scheme.count }
        if index > 0, LoweredText.isWord(bytes[index - 1]) || "./@-_".utf8.contains(bytes[index - 1]) { return nil }
        return hosts.contains { starts(bytes, at: index, with: $0) } ? 0 : nil
    }

    /// Which bytes end an address.
    private static let ends: [Bool] = {
        var ends = [Bool](repeating: false, count: 256)
        for byte in "\"'<>`|\\^{}[]()*,;".utf8 { ends[Int(byte)] = true }
        return ends
    }()

    private static func starts(_ bytes: [UInt8], at index: Int, with prefix: [UInt8]) -> Bool {
        bytes.count - index >= prefix.count && bytes[index..<(index + prefix.count)].elementsEqual(prefix)
    }

    private static func end(of bytes: [UInt8], from start: Int) -> Int {
        var end = start
        while end < bytes.count, bytes[end] > 32, bytes[end] < 127, !ends[Int(bytes[end])] {
            end += 1
        }
        while end > start, ".:!?".utf8.contains(bytes[end - 1]) { end -= 1 }
        return end
    }

    /// `git@host:path` and `host/path` as addresses of the web.
    private static func bare(_ address: String) -> String {
        guard address.hasPrefix("git@") else { return "https://\(address)" }
        let rest = address.dropFirst(4)
        guard let colon = rest.firstIndex(of: ":") else { return "https://\(rest)" }
        return "https://\(rest[..<colon])/\(rest[rest.index(after: colon)...])"
    }
}
