/// The words of one line after the other.
struct LicenceLineReader {
    /// The last word of the lines before, by its hash: a number after `version` is no list marker.
    private var last: UInt64 = 0

    /// A longer line is more than a copyright statement.
    private static let longestCopyright = 16

    private static let guards = Set(
        ["version", "v", "section", "sections", "clause", "article", "and", "or", "paragraph", "license"].map(hash))
    private static let copyright = hash("copyright")
    private static let portions = hash("portions")
    private static let allRightsReserved = ["all", "rights", "reserved"].map(hash)
    private static let comments = Set(["rem", "dnl"].map(hash))
    private static let spellings = LicenceSpelling.table

    /// Hashes of the words of a line; empty for a copyright statement.
    mutating func words(of line: ArraySlice<UInt8>) -> [UInt64] {
        var found: [UInt64] = []
        var isFirst = true
        var isMarked = false
        var index = Self.afterMacro(line)
        let start = index
        while index < line.endIndex {
            guard Self.isWord(line[index]) else {
                index += 1
                continue
            }
            let begin = index
            while index < line.endIndex, Self.isWord(line[index]) { index += 1 }
            let bare = index
            while index < line.endIndex, line[index] == UInt8(ascii: "+") { index += 1 }
            defer { isFirst = false }
            if bare == index, Self.canMark(line[begin..<bare]) {
                let previous = begin > start ? line[begin - 1] : 0
                if isParenthesised(line, bare, isFirst: isFirst, previous: previous) {
                    isMarked = isMarked || (found.isEmpty && bare - begin == 1 && line[begin] == UInt8(ascii: "c"))
                    continue
                }
                if isFirst, isNumbered(line, bare) { continue }
            }
            let word = WordHash(line[begin..<index]).value
            if isFirst, Self.comments.contains(word) { continue }
            found.append(Self.spellings[word] ?? word)
        }
        guard !Self.isCopyright(found, isMarked, line) else { return [] }
        last = found.last ?? last
        return found
    }

    private func isParenthesised(_ line: ArraySlice<UInt8>, _ end: Int, isFirst: Bool, previous: UInt8) -> Bool {
        end < line.endIndex && line[end] == UInt8(ascii: ")") && (isFirst || previous == UInt8(ascii: "("))
    }

    /// `1. ` at the begin of a line, unless the line before ended in `version`.
    private func isNumbered(_ line: ArraySlice<UInt8>, _ end: Int) -> Bool {
        guard end < line.endIndex, line[end] == UInt8(ascii: ".") else { return false }
        let next = end + 1 < line.endIndex ? line[end + 1] : 32
        return (next == 32 || next == 9) && !Self.guards.contains(last)
    }

    private static func isWord(_ byte: UInt8) -> Bool {
        (97...122).contains(byte) || (48...57).contains(byte) || byte >= 0x80
    }

    /// One or two digits, a letter, or a small roman number.
    private static func canMark(_ word: ArraySlice<UInt8>) -> Bool {
        if word.count <= 2, word.allSatisfy({ (48...57).contains($0) }) { return true }
        if word.count == 1, let only = word.first { return (97...122).contains(only) }
        return (2...4).contains(word.count) && word.allSatisfy { $0 == 105 || $0 == 118 || $0 == 120 }
    }

    /// Where the line goes on after a macro of troff: `.br`, `.PP`.
    private static func afterMacro(_ line: ArraySlice<UInt8>) -> Int {
        let dot = line.firstIndex { $0 != 32 && $0 != 9 } ?? line.endIndex
        guard dot < line.endIndex, line[dot] == UInt8(ascii: ".") else { return line.startIndex }
        let name = line[(dot + 1)...].prefix { (97...122).contains($0) }
        guard (1...2).contains(name.count) else { return line.startIndex }
        let next = name.endIndex < line.endIndex ? line[name.endIndex] : 32
        return next == 32 || next == 9 ? name.endIndex : line.startIndex
    }

    private static func isCopyright(_ found: [UInt64], _ isMarked: Bool, _ line: ArraySlice<UInt8>) -> Bool {
        if found == allRightsReserved { return true }
        guard let first = found.first, found.count <= longestCopyright else { return false }
        let begins = first == copyright || (first == portions && found.count > 1 && found[1] == copyright)
        guard begins || isMarked else { return false }
        return line.contains(UInt8(ascii: "[")) || line.contains(UInt8(ascii: "{")) || names(line)
    }

    /// Whether a year or `(c)` stands in it.
    private static func names(_ line: ArraySlice<UInt8>) -> Bool {
        var index = line.startIndex
        while index + 2 < line.endIndex {
            if line[index] == 0x28, line[index + 1] == 0x63, line[index + 2] == 0x29 { return true }
            let isCentury =
                (line[index] == 0x31 && line[index + 1] == 0x39) || (line[index] == 0x32 && line[index + 1] == 0x30)
            if isCentury, index + 3 < line.endIndex, (48...57).contains(line[index + 2]),
                (48...57).contains(line[index + 3])
            {
                return true
            }
            index += 1
        }
        return false
    }

    private static func hash(_ word: String) -> UInt64 { WordHash(word.utf8).value }
}
