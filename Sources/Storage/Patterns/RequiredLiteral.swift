extension RegularExpression {
    /// A text every match contains, whatever its letter case; nil when none is certain.
    ///
    /// An index of pieces can so be asked before the expression is tried. Only what stands outside of parentheses and
    /// without alternatives is looked at; what is not plainly understood is left to the expression.
    package var requiredLiteral: String? {
        var reader = LiteralReader(pattern.hasPrefix("(?i)") ? pattern.dropFirst(4) : Substring(pattern))
        return reader.longest().flatMap { $0.count >= Self.shortestPiece ? $0 : nil }
    }

    /// Indexes of pieces know no shorter ones.
    private static let shortestPiece = 3
}

/// Reads an expression from front to back for the texts it cannot match without.
private struct LiteralReader {
    private var rest: Substring
    private var run = ""
    private var best = ""

    init(_ pattern: Substring) { rest = pattern }

    /// Nil when the expression is not plain enough to be sure.
    mutating func longest() -> String? {
        // Settings, comments, verbs and quotations change what the characters behind them mean.
        for strange in ["(?", "(*", "\\Q", "\\E", "[:"] where rest.contains(strange) { return nil }
        while let character = rest.popFirst() {
            guard read(character) else { return nil }
        }
        endRun()
        return best
    }

    private mutating func read(_ character: Character) -> Bool {
        switch character {
        case "|", ")": return false
        case "(": return endRun() && skipGroup()
        case "[": return endRun() && skipClass()
        case ".", "^", "$": return endRun()
        case "\\": return readEscape()
        case "*", "?", "{": return readQuantifier(character)
        case "+": return endRun() && skipQuantifierMode()
        default:
            guard character.isASCII else { return endRun() }
            run.append(character)
            return true
        }
    }

    @discardableResult
    private mutating func endRun() -> Bool {
        if run.count > best.count { best = run }
        run = ""
        return true
    }

    /// A backslash before punctuation takes its meaning away; a few letters stand for kinds of characters or places.
    private mutating func readEscape() -> Bool {
        guard let escaped = rest.popFirst(), escaped.isASCII else { return false }
        guard escaped.isLetter || escaped.isNumber else {
            run.append(escaped)
            return true
        }
        return "dDwWsShHvVbBAzZ".contains(escaped) && endRun()
    }

    /// The character before may be missing.
    private mutating func readQuantifier(_ character: Character) -> Bool {
        if !run.isEmpty { run.removeLast() }
        endRun()
        if character == "{" {
            guard let end = rest.firstIndex(of: "}"), rest[..<end].allSatisfy({ $0.isNumber || $0 == "," }) else {
                return false
            }
            rest = rest[rest.index(after: end)...]
        }
        return skipQuantifierMode()
    }

    private mutating func skipQuantifierMode() -> Bool {
        if rest.first == "?" || rest.first == "+" { rest.removeFirst() }
        return true
    }

    private mutating func skipGroup() -> Bool {
        var depth = 1
        while depth > 0, let character = rest.popFirst() {
            switch character {
            case "(": depth += 1
            case ")": depth -= 1
            case "[": guard skipClass() else { return false }
            case "\\": guard rest.popFirst() != nil else { return false }
            default: break
            }
        }
        return depth == 0
    }

    private mutating func skipClass() -> Bool {
        if rest.first == "^" { rest.removeFirst() }
        if rest.first == "]" { rest.removeFirst() }
        while let character = rest.popFirst() {
            if character == "]" { return true }
            if character == "\\", rest.popFirst() == nil { return false }
        }
        return false
    }
}
