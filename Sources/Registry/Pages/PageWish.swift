/// How much of a list, and from where.
package struct PageWish: Sendable, Hashable {
    package var limit: Int
    /// Where the page before ended; nil for the first.
    package var cursor: String?

    /// The most that one page holds.
    package static let most = 1000

    package init(limit: Int = 100, cursor: String? = nil) {
        self.limit = min(max(limit, 1), Self.most)
        self.cursor = cursor
    }

    /// The cursor as the key of a row. Throws `RegistryError.cursorInvalid`.
    func position() throws(RegistryError) -> Int64? {
        guard let cursor else { return nil }
        guard let number = Int64(cursor), number > 0 else { throw .cursorInvalid }
        return number
    }
}
