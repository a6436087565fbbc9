import Engines
import Glibc

/// The key a provider is sent, taken out of whatever it says: some repeat it in errors, and nothing keeps one from doing so in
/// an answer.
package struct HiddenKey: Sendable {
    private let key: String
    /// Anything shorter stands in ordinary words.
    private static let shortest = 8

    /// Nil where there is nothing to hide.
    package init?(_ key: String?) {
        guard let key, key.utf8.count >= Self.shortest else { return nil }
        self.key = key
    }

    /// The text, with `…` where the key was.
    package func hidden(in text: String) -> String {
        var (text, key) = (text, key)
        let isThere = text.withUTF8 { text in key.withUTF8 { Self.stands($0, in: text) } }
        return isThere ? text.replacing(key, with: "…") : text
    }

    /// Thousands of events pass here a second, and next to none holds a key: looked for by its first byte.
    private static func stands(_ key: UnsafeBufferPointer<UInt8>, in text: UnsafeBufferPointer<UInt8>) -> Bool {
        guard let first = key.first, let start = key.baseAddress, let all = text.baseAddress else { return false }
        var place = 0
        while place + key.count <= text.count {
            guard let found = memchr(all + place, Int32(first), text.count - key.count + 1 - place) else {
                return false
            }
            if memcmp(found, start, key.count) == 0 { return true }
            place = UnsafeRawPointer(found) - UnsafeRawPointer(all) + 1
        }
        return false
    }

    func cleaned(_ event: ServerEvent) -> ServerEvent {
        ServerEvent(name: event.name, data: hidden(in: event.data))
    }
}
