import Domain
import Hub
import Testing

@testable import Dashboard

@Suite struct `A card as a page` {
    private let base = CardBase(site: "https://hub.example") { "/files/\($0.text)" }

    private func html(_ markdown: String) -> String { CardMarkup.render(markdown: markdown, base: base).html }

    @Test func `front matter is dropped and headings stand below the page's own`() {
        let html = html("---\nlicense: mit\n---\n# Title\n\n## A **bold** `thing`\n\n###### Small")
        #expect(!html.contains("license"))
        #expect(html.contains(#"<h3 id="card-title">Title</h3>"#))
        #expect(html.contains(#"<h4 id="card-a-bold-thing">A <strong>bold</strong> <code>thing</code></h4>"#))
        #expect(html.contains(#"<h6 id="card-small">Small</h6>"#))
    }

    @Test func `headings of the same words have different ids`() {
        #expect(html("# a\n\n# a").contains(#"<h3 id="card-a-1">a</h3>"#))
    }

    @Test func `tables, struck words and ticked boxes are shown`() {
        let html = html("| a | b |\n|---|--:|\n| 1 | ~~2~~ |\n\n- [x] done\n- [ ] not")
        #expect(html.contains(#"<th scope="col">a</th><th scope="col" class="right">b</th>"#))
        #expect(html.contains(#"<td>1</td><td class="right"><del>2</del></td>"#))
        #expect(html.contains("<li>\u{2611} done</li>"))
    }

    @Test(arguments: [
        ("[a](https://x.example/?a=1&b=2)", "https://x.example/?a=1&amp;b=2"),
        ("[a](docs/my%20file.md#part)", "/files/docs/my file.md"),
        ("[a](./LICENSE)", "/files/LICENSE"),
        ("[a](/org/other)", "https://hub.example/org/other"),
        ("[a](#Some-Heading)", "#card-some-heading"),
        ("[a](mailto:a@b.example)", "mailto:a@b.example"),
        ("see https://x.example/a_(b)). Then", "https://x.example/a_(b)"),
        (#"<a href="https://x.example/">a</a>"#, "https://x.example/"),
        (#"<img src="https://x.example/i.png" alt="a picture">"#, "https://x.example/i.png"),
    ])
    func `a link leads where it should`(_ markdown: String, _ address: String) {
        #expect(html(markdown).contains("href=\"\(address)\""), "\(html(markdown))")
    }

    @Test(arguments: [
        "[a](javascript:alert(1))", "[a](JaVaScRiPt:alert(1))", "[a](data:text/html,<script>)", "[a](vbscript:x)",
        "[a](file:///etc/passwd)", "[a](//evil.example)", "[a](https://good.example@evil.example/)", "[a](../../x)",
        "[a](java\tscript:x)", "[a](<java script:x>)", "[a](\\\\evil.example)", "[a](&#106;avascript:alert(1))",
        "<a href='javascript:alert(1)'>a</a>", "<a href=\"jav&#97;script:alert(1)\">a</a>",
        "![a](data:image/png;base64,AA)",
        "[a]\n\n[a]: javascript:alert(1)", "<javascript:alert(1)>", "[](https://x.example)",
        "[![](x.png)](https://x.example)",
        "<a href=\"https://x.example\"><img src=\"x.png\"></a>",
    ])
    func `a link that is unsafe or empty is none`(_ markdown: String) {
        #expect(!html(markdown).contains("<a"), "\(html(markdown))")
    }

    @Test func `a picture becomes a link with its words`() {
        #expect(html("![A *chart*](figures/a.png)").contains(">A chart</a>"))
        #expect(html("[![Open](b.svg)](https://x.example)").contains(#"nofollow">Open</a>"#))
        #expect(!html("![a](https://x.example/a.png)").contains("<img"))
    }

    @Test func `the card's own HTML is read for its words`() {
        let html = html(
            """
            <div align="center"><h1>Name &amp; more</h1><p>One<br>two <b onclick="x()">three</b></p>
            <script>alert(1)</script><style>body{}</style><!-- hidden --><table><tr><td>cell</td></tr></table></div>

            Words with <b>bold</b> and <a href="https://x.example">a *link</a>* here.
            """)
        #expect(html.contains("<p>Name &amp; more</p>"))
        #expect(html.contains("One<br>\ntwo three"))
        #expect(html.contains("<p>cell</p>"))
        #expect(!html.contains("<p>&gt;"))
        for gone in ["alert", "body{", "hidden", "onclick", "<div align", "<b"] {
            #expect(!html.replacing("<br", with: "").contains(gone), "\(gone)")
        }
    }

    @Test(arguments: [
        "<a href=\"https://x.example\">*a</a>*", "*a <a href=\"https://x.example\">b* c</a>",
        "<a href=\"https://x.example\">a [b](https://y.example) c</a>", "# <a href=\"https://x.example\">h",
        "| <a href=\"https://x.example\">a | b |\n|--|--|\n| c</a> | d |",
        "> - 1. **a\n\n<a href=\"https://x.example\">",
        "<a href=\"https://x.example\">a\n\nb</a>", "*a **b `c* d** e",
        "[a [b](https://x.example) c](https://y.example)",
    ])
    func `what is opened is closed in order`(_ markdown: String) {
        let html = html(markdown)
        var open: [String] = []
        for tag in html.matches(of: /<(\/?)([a-z0-9]+)[^>]*>/) where !["br", "hr"].contains(tag.output.2) {
            if tag.output.1.isEmpty {
                #expect(!(tag.output.2 == "a" && open.contains("a")), "\(html)")
                open.append(String(tag.output.2))
            } else {
                #expect(open.popLast() == String(tag.output.2), "\(html)")
            }
        }
        #expect(open.isEmpty, "\(html)")
    }

    @Test func `text that would leave its place is escaped`() {
        let html = html(
            "`</code><script>` <b \"onx='\"> \"' &lt;script&gt; \u{202E}x\n\n```\n</code></pre><img src=x>\n```")
        #expect(!html.contains("<script"))
        #expect(!html.contains("<img"))
        #expect(!html.contains("\u{202E}"))
    }

    @Test func `a file's address is the Hub's page of that revision`() throws {
        let id = try #require(RepositoryID("org/name"))
        let hub = CardBase.hub(.huggingFace, id, revision: "main")
        #expect(hub.address("a b.md") == nil)
        #expect(hub.address("docs/a.md") == "https://huggingface.co/org/name/blob/main/docs/a.md")
        #expect(CardBase.hub(HubEndpoint(folder: "/x"), id, revision: "main").address("a.md") == nil)
    }
}
