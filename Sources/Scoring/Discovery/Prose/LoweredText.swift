/// A text as bytes in lower-case ASCII, searched byte by byte: the time is linear whatever the text, unlike a search by
/// graphemes or with a backtracking pattern.
struct LoweredText: Sendable {
    let bytes: [UInt8]

    init(_ text: some StringProtocol) {
        bytes = text.utf8.map { (65...90).contains($0) ? $0 | 32 : $0 }
    }

    func contains(_ needle: String) -> Bool { position(of: needle) != nil }

    func containsAny(_ needles: [String]) -> Bool { needles.contains { contains($0) } }

    /// Where the needle, which has to be lower-case, stands first at or after an index.
    func position(of needle: String, from start: Int = 0) -> Int? {
        var needle = needle
        return needle.withUTF8 { wanted -> Int? in
            guard let first = wanted.first, start >= 0, bytes.count - start >= wanted.count else { return nil }
            return bytes.withUnsafeBufferPointer { own -> Int? in
                var index = start
                let last = own.count - wanted.count
                while index <= last {
                    if own[index] == first, Self.matches(own, at: index, wanted) { return index }
                    index += 1
                }
                return nil
            }
        }
    }

    /// Whether the needle stands somewhere with no letter or digit directly before or after it.
    func hasWord(_ needle: String) -> Bool {
        var from = 0
        while let found = position(of: needle, from: from) {
            let end = found + needle.utf8.count
            let isFree =
                (found == 0 || !Self.isWord(bytes[found - 1])) && (end == bytes.count || !Self.isWord(bytes[end]))
            if isFree { return true }
            from = found + 1
        }
        return false
    }

    /// Letters, digits, and everything beyond ASCII.
    static func isWord(_ byte: UInt8) -> Bool {
        (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte) || byte >= 128
    }

    private static func matches(
        _ own: UnsafeBufferPointer<UInt8>, at start: Int, _ wanted: UnsafeBufferPointer<UInt8>
    ) -> Bool {
        for offset in 1..<max(1, wanted.count) where own[start + offset] != wanted[offset] { return false }
        return true
    }
}

extension LoweredText {
    /// The words of the text: runs of letters, digits and bytes beyond ASCII.
    var tokens: [String] {
        bytes.split { !Self.isWord($0) }.map { String(decoding: $0, as: UTF8.self) }
    }

    /// The tokens with one space between them: what two spellings of a sentence have in common.
    var normalised: String { tokens.joined(separator: " ") }
}
