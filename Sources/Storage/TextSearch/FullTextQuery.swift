/// The words a person searches for. Whatever they type, no engine reads it as syntax.
package struct FullTextQuery: Sendable, Hashable {
    /// What has more matches than this is not worth ranking by relevance: it takes a millisecond and more.
    package static let rankedMatches: Int64 = 1_500
    private static let mostWords = 16
    private static let mostCharacters = 64

    /// Every one must be found.
    package let words: [String]
    /// Whether the last may be the beginning of a longer word.
    package private(set) var endsOpen = true

    /// Nil when the text has no letter and no digit: there is nothing to search for.
    ///
    /// Words end at white space, control characters and quotation marks; beyond sixteen they are left out.
    package init?(_ text: some StringProtocol) {
        words = text.unicodeScalars
            .split { $0.properties.isWhitespace || $0.properties.generalCategory == .control || $0 == "\"" }
            .map { String(String.UnicodeScalarView($0.prefix(Self.mostCharacters))) }
            .filter { $0.unicodeScalars.contains(where: Self.isWordScalar) }
            .prefix(Self.mostWords)
            .map(\.self)
        if words.isEmpty { return nil }
    }

    /// The same words, all of them complete: looking for the beginnings of words costs time for every word there is.
    package var asWholeWords: FullTextQuery {
        var query = self
        query.endsOpen = false
        return query
    }

    /// What the tokenizers keep: letters and numbers. A word of other signs alone would match nothing.
    private static func isWordScalar(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .decimalNumber,
            .letterNumber, .otherNumber:
            true
        default: false
        }
    }
}
