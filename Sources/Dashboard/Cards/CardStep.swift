import CMarkdown

/// One step through a card: a node that is entered or left. It lives as long as its tree.
struct CardStep {
    enum Kind {
        case document, quote, list, item, codeBlock, htmlBlock, paragraph, heading, rule
        case text, softBreak, lineBreak, code, html, emphasis, strong, strike, link, image
        case table, tableHead, tableRow, tableCell
        case other
    }

    let node: OpaquePointer
    let isEntering: Bool

    var kind: Kind {
        switch cmark_node_get_type(node) {
        case CMARK_NODE_DOCUMENT: .document
        case CMARK_NODE_BLOCK_QUOTE: .quote
        case CMARK_NODE_LIST: .list
        case CMARK_NODE_ITEM: .item
        case CMARK_NODE_CODE_BLOCK: .codeBlock
        case CMARK_NODE_HTML_BLOCK: .htmlBlock
        case CMARK_NODE_PARAGRAPH: .paragraph
        case CMARK_NODE_HEADING: .heading
        case CMARK_NODE_THEMATIC_BREAK: .rule
        case CMARK_NODE_TEXT: .text
        case CMARK_NODE_SOFTBREAK: .softBreak
        case CMARK_NODE_LINEBREAK: .lineBreak
        case CMARK_NODE_CODE: .code
        case CMARK_NODE_HTML_INLINE: .html
        case CMARK_NODE_EMPH: .emphasis
        case CMARK_NODE_STRONG: .strong
        case CMARK_NODE_LINK: .link
        case CMARK_NODE_IMAGE: .image
        default: extended
        }
    }

    /// The kinds of the library's extensions have no numbers, only names.
    private var extended: Kind {
        switch cmark_node_get_type_string(node).map({ String(cString: $0) }) {
        case "table": .table
        case "table_header": .tableHead
        case "table_row": .tableRow
        case "table_cell": .tableCell
        case "strikethrough": .strike
        // An item with a box: `box` says so.
        case "tasklist": .item
        default: .other
        }
    }

    var literal: String { cmark_node_get_literal(node).map { String(cString: $0) } ?? "" }
    var address: String { cmark_node_get_url(node).map { String(cString: $0) } ?? "" }
    /// 1 to 6.
    var level: Int { Int(cmark_node_get_heading_level(node)) }
    /// The first number of an ordered list; nil for one with bullets.
    var number: Int? {
        cmark_node_get_list_type(node) == CMARK_ORDERED_LIST ? Int(cmark_node_get_list_start(node)) : nil
    }
    var isEmpty: Bool { cmark_node_first_child(node) == nil }

    /// Whether a paragraph stands in a list whose items are not set apart.
    var isTight: Bool {
        guard let list = cmark_node_parent(node).flatMap({ cmark_node_parent($0) }) else { return false }
        return cmark_node_get_type(list) == CMARK_NODE_LIST && cmark_node_get_list_tight(list) != 0
    }

    /// Whether an item's box is ticked; nil when it has none.
    var box: Bool? {
        guard cmark_node_get_type_string(node).map({ String(cString: $0) }) == "tasklist" else { return nil }
        return cmark_gfm_extensions_get_tasklist_item_checked(node)
    }

    /// Which columns of a table are set to the right.
    var rightColumns: [Bool] {
        guard let marks = cmark_gfm_extensions_get_table_alignments(node) else { return [] }
        let columns = Int(cmark_gfm_extensions_get_table_columns(node))
        return UnsafeBufferPointer(start: marks, count: columns).map { $0 == UInt8(ascii: "r") }
    }
}
