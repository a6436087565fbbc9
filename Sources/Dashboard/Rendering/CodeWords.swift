extension Words {
    /// A sentence in which what stands between backticks is set as code; everything else of it is text.
    package static func prose(_ text: String) -> Markup {
        let parts = text.split(separator: "`", omittingEmptySubsequences: false).map { PageEscaping.escape(String($0)) }
        // An odd backtick belongs to the words.
        guard parts.count % 2 == 1 else { return Markup(trusted: PageEscaping.escape(text)) }
        return Markup(
            trusted: parts.enumerated().map { $0.offset % 2 == 1 ? "<code>\($0.element)</code>" : $0.element }.joined())
    }
}
