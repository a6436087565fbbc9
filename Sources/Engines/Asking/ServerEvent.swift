/// A Server-Sent Event.
package struct ServerEvent: Hashable, Sendable {
    /// The `event:` field; empty when there was none.
    package let name: String
    /// The `data:` fields, a line for each.
    package let data: String

    package init(name: String = "", data: String) {
        self.name = name
        self.data = data
    }
}
