extension Words {
    /// A sentence in which what stands between backticks is set as code; everything else of it is text.
    package static func prose(_ text: String) -> Markup {
        let parts = text.split(separator: "`", omittingEmptySubsequences: false).map { PageEscaping.escape(String($0)) }
        // An odd backtick belongs to the words.
        guard parts.count % 2 == 1 else { return Markup(trusted: PageEscaping.escape(text)) }
        return Markup(
            trusted: parts.enumerated().map { $0.offset % 2 == 1 ? "<code>\($0.element)</code>" : $0.element }.joined())
    }

    /// The same beginning large, as a sentence does; what begins with code, a path, a host or a setting keeps its
    /// letters.
    package static func sentence(_ text: String) -> Markup {
        let word = text.prefix { !$0.isWhitespace }
        guard let first = text.first, !word.dropLast().contains(where: { "/._:=@~".contains($0) }) else {
            return prose(text)
        }
        return prose(first.uppercased() + text.dropFirst())
    }
}
