/// A card as it was written: its front matter as values, its body, and what was wrong with it.
struct CardText {
    let frontMatter: YAMLNode?
    let body: String
    /// Why the front matter could not be read; nil when it could, or when there is none.
    let problem: String?

    /// Larger cards are read up to here.
    static let maximumBytes = 8 << 20

    init(_ card: [UInt8]) {
        let split = FrontMatter(Array(card.prefix(Self.maximumBytes)))
        body = split.body
        guard let yaml = split.yaml else {
            frontMatter = nil
            problem = nil
            return
        }
        do {
            let node = try Self.compose(yaml)
            switch node {
            case nil, .mapping:
                frontMatter = node
                problem = nil
            case .scalar, .sequence:
                frontMatter = nil
                problem = "the front matter is not a list of `key: value` lines"
            }
        } catch {
            frontMatter = nil
            let why = (error as? YAMLError)?.words ?? "\(error)"
            problem = "the front matter cannot be read: \(QuotedText(why, limit: 200).text)"
        }
    }

    /// Tabs may not indent YAML; authors do it all the same, so a text that fails gets a second reading without them.
    private static func compose(_ yaml: String) throws -> YAMLNode? {
        do {
            return try YAMLComposer.compose(yaml)
        } catch YAMLError.syntax(let line, let what) {
            guard yaml.contains("\t") else { throw YAMLError.syntax(line: line, what) }
            let lines = yaml.split(omittingEmptySubsequences: false) { $0.isNewline }
            let spaced = lines.map { line -> String in
                let indent = line.prefix { $0 == "\t" || $0 == " " }
                return indent.map { $0 == "\t" ? "  " : " " }.joined() + line.dropFirst(indent.count)
            }
            return try YAMLComposer.compose(spaced.joined(separator: "\n"))
        }
    }
}
