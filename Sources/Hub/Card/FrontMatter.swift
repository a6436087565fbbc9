/// A card split into its front matter and its body.
///
/// The rule is that of the Hub's own client: `^(\s*---(?:\r\n|\r|\n))([\S\s]*?)((?:\r\n|\r|\n)---[ \t]*(\r\n|\n|$))`.
package struct FrontMatter {
    /// The YAML between the dashes; nil when the text does not begin with front matter.
    let yaml: String?
    package let body: String

    /// A byte order mark is ignored; bytes that are not UTF-8 are replaced.
    package init(_ card: [UInt8]) {
        let bytes = card.starts(with: [0xEF, 0xBB, 0xBF]) ? card[3...] : card[...]
        guard let opening = Self.opening(bytes), let closing = Self.closing(bytes, from: opening) else {
            yaml = nil
            body = String(decoding: bytes, as: UTF8.self)
            return
        }
        yaml = String(decoding: bytes[opening..<closing.lowerBound], as: UTF8.self)
        body = String(decoding: bytes[closing.upperBound...], as: UTF8.self)
    }

    private static let newline = UInt8(ascii: "\n")
    private static let carriageReturn = UInt8(ascii: "\r")

    /// Where the YAML begins: after white space, three dashes and a line break.
    private static func opening(_ bytes: ArraySlice<UInt8>) -> Int? {
        let rest = bytes.drop { (9...13).contains($0) || $0 == 32 }
        guard rest.starts(with: "---".utf8) else { return nil }
        return lineBreak(bytes, at: rest.startIndex + 3)
    }

    /// The first line that is only three dashes and perhaps blanks, with the line breaks around it.
    private static func closing(_ bytes: ArraySlice<UInt8>, from start: Int) -> Range<Int>? {
        var index = start
        while index < bytes.endIndex {
            defer { index += 1 }
            guard let line = lineBreak(bytes, at: index), bytes[line...].starts(with: "---".utf8) else { continue }
            let end = bytes[(line + 3)...].firstIndex { $0 != 32 && $0 != 9 } ?? bytes.endIndex
            if end == bytes.endIndex { return index..<end }
            if bytes[end] == newline { return index..<(end + 1) }
            if bytes[end] == carriageReturn, end + 1 < bytes.endIndex, bytes[end + 1] == newline {
                return index..<(end + 2)
            }
        }
        return nil
    }

    /// The index after the line break that stands here.
    private static func lineBreak(_ bytes: ArraySlice<UInt8>, at index: Int) -> Int? {
        guard index < bytes.endIndex else { return nil }
        if bytes[index] == newline { return index + 1 }
        guard bytes[index] == carriageReturn else { return nil }
        return index + 1 < bytes.endIndex && bytes[index + 1] == newline ? index + 2 : index + 1
    }
}
