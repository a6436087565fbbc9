/// What stands in the statements and expressions of a Jinja template; the text between them is left out.
struct TemplateTokens {
    enum Token {
        case name(String, isReachedInto: Bool)
        case attribute(String)
        case filter(String)
        /// The first word of a statement.
        case statement(String)
        case text(String)
        /// A text with escapes, which are undone.
        case escapedText(String)
        case number(String)
    }

    private let scalars: [Unicode.Scalar]
    private var at = 0
    private(set) var tokens: [Token] = []

    init(_ template: String) {
        scalars = Array(template.unicodeScalars)
        while at + 1 < scalars.count {
            guard scalars[at] == "{" else {
                at += 1
                continue
            }
            switch scalars[at + 1] {
            case "#": skip(past: "#")
            case "%": code(isStatement: true)
            case "{": code(isStatement: false)
            default: at += 1
            }
        }
    }

    private mutating func skip(past mark: Unicode.Scalar) {
        at += 2
        while at + 1 < scalars.count, !(scalars[at] == mark && scalars[at + 1] == "}") { at += 1 }
        at += 2
    }

    private mutating func code(isStatement: Bool) {
        at += 2
        var before: Unicode.Scalar?
        var isFirst = isStatement
        while at < scalars.count {
            let scalar = scalars[at]
            let next = at + 1 < scalars.count ? scalars[at + 1] : " "
            if next == "}", scalar == (isStatement ? "%" : "}") {
                at += 2
                return
            }
            if scalar == "'" || scalar == "\"" {
                text(until: scalar)
                before = scalar
            } else if scalar.properties.isXIDStart || scalar == "_" {
                let word = self.word()
                add(word, after: before, isFirst: isFirst)
                isFirst = false
                before = "a"
            } else if scalar.properties.numericType != nil {
                tokens.append(.number(word()))
                before = "0"
            } else {
                if !scalar.properties.isWhitespace, scalar != "-" || !isFirst { before = scalar }
                at += 1
            }
        }
    }

    private mutating func add(_ word: String, after before: Unicode.Scalar?, isFirst: Bool) {
        if isFirst { return tokens.append(.statement(word)) }
        switch before {
        case ".": tokens.append(.attribute(word))
        case "|": tokens.append(.filter(word))
        default:
            let next = scalars[at...].first { !$0.properties.isWhitespace }
            tokens.append(.name(word, isReachedInto: next == "." || next == "[" || next == "|"))
        }
    }

    private mutating func word() -> String {
        var word = String.UnicodeScalarView()
        while at < scalars.count, scalars[at].properties.isXIDContinue || scalars[at] == "_" {
            word.append(scalars[at])
            at += 1
        }
        if word.isEmpty { at += 1 }
        return String(word)
    }

    private mutating func text(until quote: Unicode.Scalar) {
        at += 1
        var raw = String.UnicodeScalarView()
        var isEscaped = false
        while at < scalars.count, scalars[at] != quote {
            if scalars[at] == "\\", at + 1 < scalars.count {
                raw.append(scalars[at])
                at += 1
                isEscaped =
                    isEscaped || ["x", "u", "U", "N"].contains(scalars[at]) || scalars[at].properties.numericType != nil
            }
            raw.append(scalars[at])
            at += 1
        }
        at += 1
        let text = String(raw)
        guard isEscaped else { return tokens.append(.text(text)) }
        // An escape that cannot be undone may hide anything.
        tokens.append(.escapedText(PickleWalker.unescaped(text[...]) ?? "__"))
    }
}
