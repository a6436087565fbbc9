/// The name of some content on the wire, by which a client asks whether it has changed. Always a strong one.
package struct EntityTag: Hashable, Sendable {
    /// Without quotes.
    package let text: String

    package init(_ text: String) { self.text = text }

    /// As it stands in `ETag`.
    package var quoted: String { "\"\(text)\"" }

    /// Whether `If-None-Match` names it: by RFC 9110 a weak comparison against a list, or `*`.
    package func isNamed(in ifNoneMatch: String) -> Bool {
        ifNoneMatch.split(separator: ",").contains { part in
            var tag = part.drop { $0 == " " || $0 == "\t" }
            while tag.last == " " || tag.last == "\t" { tag.removeLast() }
            if tag == "*" { return true }
            return (tag.hasPrefix("W/") ? tag.dropFirst(2) : tag) == quoted
        }
    }

    /// Whether `If-Range` lets the range stand: only for this very tag; a date or a weak tag cannot vouch for it.
    package func permitsRange(_ ifRange: String?) -> Bool { ifRange.map { $0 == quoted } ?? true }
}
