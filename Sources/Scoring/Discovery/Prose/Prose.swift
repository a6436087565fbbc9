/// The body of a card, read once: sections, lines with the number of words their author wrote, code apart.
struct Prose: Sendable {
    struct Line: Sendable {
        /// As written, without HTML comments.
        let text: String
        /// Twice the words that are left without templates and placeholders.
        let halves: Int
        /// Whether a tool or a template wrote all of it.
        let isGenerated: Bool
    }

    /// A heading, or a bold label that stands for one, and all that belongs to it.
    struct Section: Sendable {
        let title: String
        /// 0 before any heading, 1…6, and 7 for a bold label.
        let level: Int
        /// The first of its lines.
        let start: Int
        /// The line after its own text, before any subsection.
        var ownEnd: Int
        /// The line after its last subsection.
        var end: Int
        let topics: Set<Topic>
    }

    struct Block: Sendable {
        /// What follows the fence, in lower case; empty for an indented block.
        let language: String
        let text: String
        /// The innermost section it stands in.
        let section: Int
    }

    let lines: [Line]
    let sections: [Section]
    let blocks: [Block]
    /// Running sums of half words, one more than there are lines.
    private let sums: [Int]

    /// Larger texts are read up to here, in bytes.
    static let maximumBytes = 1 << 20
    static let maximumLines = 20_000
    static let maximumSections = 2000
    static let maximumBlocks = 500

    init(_ body: String) {
        var parser = ProseParser()
        let bytes = body.utf8.prefix(Self.maximumBytes)
        for line in bytes.split(separator: 10, maxSplits: Self.maximumLines, omittingEmptySubsequences: false)
            .prefix(Self.maximumLines)
        {
            parser.take(String(decoding: line.last == 13 ? line.dropLast() : line, as: UTF8.self))
        }
        parser.finish()
        lines = parser.lines
        sections = parser.sections
        blocks = parser.blocks
        var sums = [0]
        sums.reserveCapacity(lines.count + 1)
        for line in lines { sums.append((sums.last ?? 0) + line.halves) }
        self.sums = sums
    }

    /// Words without code, templates and placeholders.
    var words: Int { words(in: 0..<lines.count) }

    func words(in range: Range<Int>) -> Int { (sums[range.upperBound] - sums[range.lowerBound]) / 2 }

    func words(in section: Section) -> Int { words(in: section.start..<section.end) }

    /// The section with the most words about a topic, if it has at least some.
    func section(about topic: Topic, words least: Int) -> Section? {
        var best: Section?
        for section in sections where section.topics.contains(topic) {
            let count = words(in: section)
            guard count >= least else { continue }
            if best.map({ words(in: $0) < count }) ?? true { best = section }
        }
        return best
    }

    func sections(about topic: Topic) -> [Section] { sections.filter { $0.topics.contains(topic) } }

    /// What the card says first: before its second heading, or before its first if much stands there.
    var lead: Range<Int> {
        let headings = sections.filter { (1...6).contains($0.level) }
        guard let first = headings.first else { return 0..<lines.count }
        let isTitle = first.level == 1 || words(in: 0..<first.start) < 5
        let next = isTitle ? headings.dropFirst().first : first
        return 0..<(next?.start ?? lines.count)
    }
}
