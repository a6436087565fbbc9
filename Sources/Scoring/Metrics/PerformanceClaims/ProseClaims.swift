import Wire

/// Measured values in the text of a card: tables and lists under a heading about evaluation that pair a known measure
/// or benchmark with a number.
struct ProseClaims {
    struct Claim {
        let evidence: Evidence
        /// The lines that stand around it.
        let range: Range<Int>
    }

    /// The first claim; nil when there is none.
    private(set) var first: Claim?
    /// A benchmark or declared data set that is named where the values stand.
    private(set) var dataset: String?

    private static let announcements = [
        "following results", "results on the evaluation set", "achieves the following", "evaluation results",
    ]

    /// Nothing.
    init() {}

    init(_ reading: Reading) {
        let prose = reading.prose
        for range in Self.places(prose) {
            guard let line = Self.claim(in: range, of: prose) else { continue }
            let text = prose.lines[line].text
            first = Claim(
                evidence: Evidence(source: "README.md", locator: "line \(line + 1) of the text", excerpt: text),
                range: range)
            dataset = Self.dataset(in: range, of: prose, declared: reading.links.datasets)
            return
        }
    }

    /// Sections about evaluation, and what follows a sentence that announces results.
    private static func places(_ prose: Prose) -> [Range<Int>] {
        var places = prose.sections(about: .evaluation).map { $0.start..<$0.end }
        for (index, line) in prose.lines.enumerated() where line.text.utf8.count < 1000 {
            guard LoweredText(line.text).containsAny(announcements) else { continue }
            places.append(index..<min(prose.lines.count, index + 30))
        }
        return Array(places.prefix(50))
    }

    private static func claim(in range: Range<Int>, of prose: Prose) -> Int? {
        var header: LoweredText?
        for index in range.prefix(400) {
            let text = prose.lines[index].text
            guard text.utf8.count < 4000 else { continue }
            let lowered = LoweredText(text)
            if text.utf8.contains(UInt8(ascii: "|")) {
                if header == nil { header = lowered }
                let isNamed = KnownMeasures.named(in: lowered) || header.map(KnownMeasures.named) ?? false
                if isNamed, hasNumber(cells: text) { return index }
            } else {
                header = nil
                let mark = text.utf8.first { $0 != 32 && $0 != 9 }
                let isItem = mark == UInt8(ascii: "-") || mark == UInt8(ascii: "*") || mark == UInt8(ascii: "+")
                if isItem || text.utf8.count < 120, KnownMeasures.named(in: lowered), hasNumber(text) { return index }
            }
        }
        return nil
    }

    private static func hasNumber(cells text: String) -> Bool {
        text.utf8.split(separator: UInt8(ascii: "|")).contains { cell in
            let bytes = cell.filter { !" *_%`~±/()".utf8.contains($0) }
            guard let first = bytes.first, (48...57).contains(first) || first == UInt8(ascii: "-") else { return false }
            return bytes.contains { (48...57).contains($0) }
                && bytes.allSatisfy { (48...57).contains($0) || ".,-+".utf8.contains($0) }
        }
    }

    /// A number that is a word of its own: `0.93`, `92%`, not the `1` of `F1`.
    private static func hasNumber(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        var index = 0
        while index < bytes.count {
            guard (48...57).contains(bytes[index]) else {
                index += 1
                continue
            }
            let isFree = index == 0 || !(LoweredText.isWord(bytes[index - 1]) || "-@_.".utf8.contains(bytes[index - 1]))
            var end = index
            while end < bytes.count, (48...57).contains(bytes[end]) || bytes[end] == UInt8(ascii: ".") { end += 1 }
            let isWhole = end == bytes.count || !LoweredText.isWord(bytes[end])
            if isFree, isWhole { return true }
            index = max(end, index + 1)
        }
        return false
    }

    private static func dataset(in range: Range<Int>, of prose: Prose, declared: [String]) -> String? {
        let names = declared.compactMap { $0.split(separator: "/").last.map { $0.lowercased() } }.filter {
            $0.utf8.count > 2
        }
        for index in range.prefix(400) where prose.lines[index].text.utf8.count < 4000 {
            let line = prose.lines[index]
            guard !line.isGenerated else { continue }
            let lowered = LoweredText(line.text)
            if let benchmark = KnownMeasures.benchmark(in: lowered) { return benchmark }
            if let name = names.first(where: { lowered.contains($0) }) { return name }
        }
        return nil
    }
}
