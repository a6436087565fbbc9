/// Reads SPDX expressions and what people write instead: `MIT/Apache-2.0`, `GPL-2+`, `mit or apache`.
struct LicenceExpressionParser {
    let index: LicenceIndex

    private var tokens: [Substring] = []
    private var place = 0

    private static let maximumTokens = 120
    private static let maximumDepth = 24
    private static let maximumBytes = 2000

    init(_ index: LicenceIndex) { self.index = index }

    /// Nil when a part is no licence that is known, or the text is no expression.
    mutating func parse(_ text: String) -> LicenceExpression? {
        guard text.utf8.count <= Self.maximumBytes else { return nil }
        let opened = text.count { $0 == "(" }
        guard opened == text.count(where: { $0 == ")" }) else { return nil }
        if let whole = licence(text[...]) { return whole }
        let spaced = text.replacing(["(", ")"], by: { " \($0) " })
        tokens = spaced.split { $0 == " " || $0 == "\t" || $0 == "\n" }
        place = 0
        if let parsed = tokens.count <= Self.maximumTokens ? parsedFully() : nil { return parsed }
        guard text.contains("/") || text.contains(",") || text.contains("|") else { return nil }
        let parts = text.split { "/,|".contains($0) }.map { $0.trimmed }.filter { !$0.isEmpty }
        guard parts.count > 1, parts.count <= 8 else { return nil }
        let licences = parts.compactMap { licence($0) }
        guard licences.count == parts.count else { return nil }
        let isSum = text.contains(",")
        return licences.dropFirst().reduce(licences[0]) { isSum ? .all($0, $1) : .any($0, $1) }
    }

    private mutating func parsedFully() -> LicenceExpression? {
        guard let parsed = any(depth: 0), place == tokens.count else { return nil }
        return parsed
    }

    private mutating func any(depth: Int) -> LicenceExpression? {
        guard depth < Self.maximumDepth, var left = all(depth: depth) else { return nil }
        while take("or") || take("|") || take("||") {
            guard let right = all(depth: depth) else { return nil }
            left = .any(left, right)
        }
        return left
    }

    private mutating func all(depth: Int) -> LicenceExpression? {
        guard var left = with(depth: depth) else { return nil }
        while take("and") || take("&") {
            guard let right = with(depth: depth) else { return nil }
            left = .all(left, right)
        }
        return left
    }

    private mutating func with(depth: Int) -> LicenceExpression? {
        if take("(") {
            guard let inner = any(depth: depth + 1), take(")") else { return nil }
            return inner
        }
        guard let base = name() else { return nil }
        guard take("with") else { return base }
        guard let exception = name() else { return nil }
        return .with(base, exception)
    }

    /// The words up to the next operator, as one name.
    private mutating func name() -> LicenceExpression? {
        let start = place
        while place < tokens.count,
            !["and", "or", "with", "(", ")", "|", "||", "&"].contains(tokens[place].lowercased())
        {
            place += 1
        }
        guard place > start else { return nil }
        return licence(tokens[start..<place].joined(separator: " ")[...])
    }

    private func licence(_ name: Substring) -> LicenceExpression? {
        LicenceNames(index: index).licence(String(name)).map { .licence(index.licence($0)) }
    }

    private mutating func take(_ word: String) -> Bool {
        guard place < tokens.count, tokens[place].lowercased() == word else { return false }
        place += 1
        return true
    }
}

extension String {
    /// Puts the result of the closure in the place of each of the characters.
    fileprivate func replacing(_ characters: Set<Character>, by text: (Character) -> String) -> String {
        reduce(into: "") { $0 += characters.contains($1) ? text($1) : String($1) }
    }
}

extension StringProtocol {
    /// Without white space at both ends.
    var trimmed: SubSequence {
        let start = firstIndex { !$0.isWhitespace } ?? endIndex
        let end = self[start...].lastIndex { !$0.isWhitespace }.map { index(after: $0) } ?? start
        return self[start..<end]
    }
}
