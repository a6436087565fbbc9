import Domain
import Hub

/// A card's Markdown as HTML that is safe to show: every element and attribute is written here, nothing of the card's own
/// HTML is passed on. Images become links, headings stand below the page's own, ids begin with `card-`.
package enum CardMarkup {
    /// The rest of a longer card is not shown, and a line says so.
    static let maximumBytes = 256 << 10
    /// Of HTML; references to one long address make much of little.
    static let maximumOutput = 4 << 20

    /// Never fails and takes bounded time, whatever the text is.
    ///
    /// - Parameters:
    ///   - markdown: a README, or the body of one.
    ///   - base: where relative links lead.
    ///   - hasFrontMatter: false for a body whose front matter is gone, so that a rule at its top is not taken for one.
    package static func render(markdown: String, base: CardBase, hasFrontMatter: Bool = true) -> Markup {
        // Front matter is longer than the text in some cards: it goes before the text is cut.
        let text = hasFrontMatter ? FrontMatter(Array(markdown.utf8.prefix(8 << 20))).body : markdown
        let shown = cut(text)
        var html: String
        if CardShape(shown).isPlain {
            html = plain(shown)
        } else if let tree = CardTree(shown) {
            var writer = CardWriter(base: base, limit: maximumOutput)
            tree.walk { writer.take($0) }
            html = writer.finish()
        } else {
            html = plain(shown)
        }
        if shown.utf8.count < text.utf8.count {
            let all = ByteCount(text.utf8.count)
            html += "<p class=\"notice\">Cut here: the first \(ByteCount(maximumBytes)) of \(all) are shown.</p>\n"
        }
        return Markup(trusted: html)
    }

    /// What cannot be laid out in bounded time is shown as it was written.
    private static func plain(_ text: String) -> String {
        """
        <p class="notice">Shown as it was written: its nesting or its tables go beyond what is laid out here.</p>
        <pre tabindex="0">\(PageEscaping.escape(text))</pre>

        """
    }

    /// At the last end of a line within the limit.
    private static func cut(_ text: String) -> String {
        guard text.utf8.count > maximumBytes else { return text }
        let head = text.utf8.prefix(maximumBytes)
        let end = head.lastIndex(of: UInt8(ascii: "\n")) ?? head.endIndex
        return String(decoding: head[..<end], as: UTF8.self)
    }
}
