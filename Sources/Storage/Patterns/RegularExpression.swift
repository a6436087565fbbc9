/// A regular expression that is known to be well formed: Perl's language on SQLite.
package struct RegularExpression: Sendable, Hashable {
    package let pattern: String

    /// Throws `StorageError.invalidPattern` with the offset in characters, before any query runs.
    package init(pattern: String) throws(StorageError) {
        guard !pattern.utf8.contains(0) else {
            let offset = pattern.unicodeScalars.prefix { $0.value != 0 }.count
            throw .invalidPattern(pattern.filter { $0 != "\0" }, offset: offset, reason: "it contains a NUL character")
        }
        do {
            _ = try CompiledPattern(pattern)
        } catch {
            let before = String(decoding: pattern.utf8.prefix(error.offset), as: UTF8.self)
            throw .invalidPattern(pattern, offset: before.unicodeScalars.count, reason: error.reason)
        }
        self.pattern = pattern
    }
}
