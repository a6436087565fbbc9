import Mustache
import Testing

@testable import Dashboard

/// What a stranger wrote stays text.
struct `Escaping` {
    @Test(arguments: ["\"\u{301} onmouseover=x", "'\u{301}", "<\u{301}b>", ">\u{200D}", "&\u{301}", "`"])
    func `a combining mark hides no quote`(text: String) throws {
        PageEscaping.register()
        let template = try MustacheTemplate(string: PageEscaping.pragma + "{{#rows}}<a title=\"{{.}}\">{{/rows}}")
        let html = template.render(["rows": [text]])
        #expect(html.unicodeScalars.filter { "<>\"'`".unicodeScalars.contains($0) }.count == 4, "\(html)")
    }
}
