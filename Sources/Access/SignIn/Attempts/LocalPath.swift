/// A page of this server to go on to: a path, never an address that leads elsewhere.
package struct LocalPath: Hashable, Sendable {
    package let text: String

    package static let root = LocalPath(known: "/")

    /// Nil for anything that a browser might read as another site: no `//`, no backslash, nothing but printable ASCII.
    package init?(_ text: String) {
        guard (1...SignInLimits.next).contains(text.utf8.count), text.hasPrefix("/"), !text.hasPrefix("//") else {
            return nil
        }
        guard text.utf8.allSatisfy({ (33...126).contains($0) && $0 != UInt8(ascii: "\\") }) else { return nil }
        // Back to where this began would go round in circles.
        guard text != "/sign-in", !text.hasPrefix("/sign-in/") else { return nil }
        self.text = text
    }

    private init(known text: String) { self.text = text }
}
