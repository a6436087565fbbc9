/// A secret that lets its bearer read more. It never describes itself.
package struct HubToken: Hashable, Sendable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    let secret: String

    /// Nil unless it is 1 to 4,096 visible ASCII characters after its surrounding white space is cut off.
    package init?(_ text: some StringProtocol) {
        let words = text.split(whereSeparator: \.isWhitespace)
        guard words.count == 1, let word = words.first, word.utf8.count <= 4096,
            word.utf8.allSatisfy({ (33...126).contains($0) })
        else { return nil }
        secret = String(word)
    }

    /// The secret itself, for the one file it is stored in.
    package var revealed: String { secret }

    package var description: String { "[token]" }
    package var debugDescription: String { description }
    package var customMirror: Mirror { Mirror(self, children: []) }
}
