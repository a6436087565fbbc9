import CMarkdown

/// A parsed card. The library's own HTML is not used: what is written is decided by `CardWriter` alone.
struct CardTree: ~Copyable {
    private let root: OpaquePointer

    /// Filling the library's table of extensions may happen once, and not on two threads.
    private static let registered: Void = cmark_gfm_core_extensions_ensure_registered()
    /// Its own finding of bare addresses takes the square of the text's length; `BareLinks` does that here.
    private static let extensions = ["table", "strikethrough", "tasklist"]

    /// Nil when the library gives no tree back.
    init?(_ markdown: String) {
        let parser = cmark_parser_new(CMARK_OPT_DEFAULT)
        defer { cmark_parser_free(parser) }
        Self.registered
        for name in Self.extensions {
            if let found = cmark_find_syntax_extension(name) { cmark_parser_attach_syntax_extension(parser, found) }
        }
        var text = markdown
        text.withUTF8 { bytes in
            bytes.withMemoryRebound(to: CChar.self) { cmark_parser_feed(parser, $0.baseAddress, $0.count) }
        }
        guard let root = cmark_parser_finish(parser) else { return nil }
        cmark_consolidate_text_nodes(root)
        self.root = root
    }

    deinit { cmark_node_free(root) }

    /// Every node as it is entered and left, without recursion, until `take` says false.
    func walk(_ take: (CardStep) -> Bool) {
        let steps = cmark_iter_new(root)
        defer { cmark_iter_free(steps) }
        while true {
            let event = cmark_iter_next(steps)
            guard event == CMARK_EVENT_ENTER || event == CMARK_EVENT_EXIT, let node = cmark_iter_get_node(steps) else {
                return
            }
            guard take(CardStep(node: node, isEntering: event == CMARK_EVENT_ENTER)) else { return }
        }
    }
}
