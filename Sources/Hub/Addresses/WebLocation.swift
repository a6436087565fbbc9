/// An absolute http or https address, as it is asked: an origin and what follows it.
package struct WebLocation: Hashable, Sendable, CustomStringConvertible {
    package let origin: WebOrigin
    /// Path and query, beginning with `/`, ASCII, without a fragment.
    package let target: String

    /// A target below a known origin; what may never stand in a URL is encoded.
    package init(origin: WebOrigin, target: String) {
        self.origin = origin
        self.target = PercentEncoding.repair(target.hasPrefix("/") ? target : "/" + target)
    }

    /// Parses an absolute address; nil for another scheme, a host that is not plain ASCII, user information, or over 16 kB.
    package init?(_ text: some StringProtocol) {
        guard text.utf8.count <= 16_384, let colon = text.firstIndex(of: ":"),
            let scheme = WebOrigin.Scheme(rawValue: text[..<colon].lowercased())
        else { return nil }
        let rest = text[text.index(after: colon)...]
        guard rest.hasPrefix("//") else { return nil }
        let afterSlashes = rest.dropFirst(2)
        let end = afterSlashes.firstIndex { "/?#".contains($0) } ?? afterSlashes.endIndex
        guard let origin = WebOrigin(scheme: scheme, authority: afterSlashes[..<end]) else { return nil }
        self.init(origin: origin, target: Self.withoutFragment(afterSlashes[end...]))
    }

    package var description: String { origin.description + target }
    /// The path alone, still encoded.
    package var path: Substring { target.prefix { $0 != "?" } }

    /// The address a `Location` or `Link` means when it was given at this one; nil when it is none we would follow.
    package func resolving(_ reference: some StringProtocol) -> WebLocation? {
        let text = Self.withoutFragment(reference)
        guard text.utf8.count <= 16_384 else { return nil }
        if text.hasPrefix("//") { return WebLocation("\(origin.scheme.rawValue):\(text)") }
        if text.hasPrefix("/") { return WebLocation(origin: origin, target: text) }
        if text.isEmpty { return self }
        if text.hasPrefix("?") { return WebLocation(origin: origin, target: path + text) }
        let head = text.prefix { !"/?".contains($0) }
        if head.contains(":") { return WebLocation(text) }
        let folder = path[..<(path.lastIndex(of: "/") ?? path.startIndex)]
        return WebLocation(origin: origin, target: "\(folder)/\(text)")
    }

    private static func withoutFragment(_ text: some StringProtocol) -> String { String(text.prefix { $0 != "#" }) }
}
