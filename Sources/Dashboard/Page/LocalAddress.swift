/// An address of this server to go to next: a path, never another site.
struct LocalAddress: Hashable, Sendable {
    let text: String

    /// Nil for what a browser could read as another host, or that is no path.
    init?(_ text: String?) {
        guard let text, text.hasPrefix("/"), text.utf8.count <= 2048, !text.hasPrefix("//"), !text.hasPrefix("/\\"),
            text.utf8.allSatisfy({ $0 > 0x20 && $0 != 0x7F && $0 != UInt8(ascii: "\\") })
        else { return nil }
        self.text = text
    }
}
