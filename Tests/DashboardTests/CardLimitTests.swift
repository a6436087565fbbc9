import Testing

@testable import Dashboard

/// Texts whose cost grows with the square of their length in the Markdown library: each once took seconds to minutes.
@Suite struct `A card that is meant to take long` {
    /// Named, so that a report does not print a quarter of a megabyte.
    struct Long: CustomTestStringConvertible {
        let testDescription: String
        let text: String

        init(_ pattern: String, after start: String = "", bytes: Int = size) {
            testDescription = "\(start.prefix(10))…\(pattern)"
            text = start + String(repeating: pattern, count: (bytes - start.utf8.count) / pattern.utf8.count)
        }
    }

    private static let size = CardMarkup.maximumBytes

    @Test(arguments: [
        Long(" a\n", after: String(repeating: ">", count: 10_000)),
        Long("b\n", after: String(repeating: "- ", count: 2_000) + "a\n"),
        Long("![[]()"), Long("a <![CDATA["), Long("-<?"), Long("*<!A "),
        Long(
            "x\n", after: String(repeating: "a|", count: 2_000) + "\n" + String(repeating: "-|", count: 2_000) + "\n"),
        Long("[a] ", after: "[a]: https://x.example/\(String(repeating: "a", count: 20_000))\n\n"),
    ])
    func `is shown as it was written`(_ long: Long) {
        #expect(CardShape(long.text).isPlain)
        #expect(CardMarkup.render(markdown: long.text, base: .none).html.contains("Shown as it was written"))
    }

    @Test(arguments: [
        Long("*a **a ", bytes: size / 4), Long("www.a.b", bytes: size / 4), Long("a@", bytes: size / 4),
        Long("_*", bytes: size / 4), Long("http://", bytes: size / 4), Long("<a b=\"", bytes: size / 4),
        Long("`a``b", bytes: size / 4),
        Long(")", after: "http://a.b"), Long("b\n", after: String(repeating: "- ", count: 99) + "a\n"),
        Long("|a|b|\n", after: "|a|b|\n|-|-|\n"), Long("&#0;", bytes: size / 4), Long("# a\n", bytes: size / 4),
        Long("<a href=x>", bytes: size / 4), Long("*", bytes: size / 4),
    ])
    func `or is laid out within its limits`(_ long: Long) {
        let html = CardMarkup.render(markdown: long.text, base: .none).html
        #expect(html.utf8.count < CardMarkup.maximumOutput + 65_536)
    }

    @Test func `or is cut where it gets too long`() {
        let html = CardMarkup.render(markdown: String(repeating: "word and word\n\n", count: 700_000), base: .none).html
        #expect(html.contains("Cut here: the first"))
        #expect(html.utf8.count < 1 << 20)
    }

    @Test func `or is cut where its links repeat too much`() {
        let address = "https://x.example/\(String(repeating: "a", count: 2_000))"
        let markdown = "[a]: \(address)\n\n" + String(repeating: "[a]\n\n", count: 9_000)
        let html = CardMarkup.render(markdown: markdown, base: .none).html
        #expect(html.hasSuffix("the card repeats more than is shown.</p>\n"))
    }

    @Test func `but an ordinary long card is laid out`() {
        let row = "| [a](b) | `1` | <b>x</b> |\n"
        let table = "|a|b|c|\n|-|-|-|\n" + String(repeating: row, count: 2_000)
        let list = String(repeating: "- a\n  - b\n    1. c\n\n", count: 500)
        #expect(!CardShape(table + "\n" + list + "\n[x]: https://x.example\n").isPlain)
    }
}
