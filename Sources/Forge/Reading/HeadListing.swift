/// Reads `git ls-tree -r -z`: `<mode> SP <type> SP <object> TAB <path> NUL`. Paths hold any byte but NUL.
enum HeadListing {
    /// Throws `ForgeError.malformed` for anything else, and when there are more entries than the limit.
    static func parse(_ bytes: [UInt8], limit: Int) throws -> [HeadEntry] {
        guard bytes.isEmpty || bytes.last == 0 else { throw ForgeError.malformed("a list of files without an end") }
        var entries: [HeadEntry] = []
        for record in bytes.split(separator: 0) {
            guard entries.count < limit else { throw ForgeError.malformed("more than \(limit) files") }
            guard let tab = record.firstIndex(of: 9) else { throw ForgeError.malformed("a file without a name") }
            let words = record[..<tab].split(separator: 32)
            guard words.count == 3, let id = ObjectName.read(words[2]) else {
                throw ForgeError.malformed("a file without an object")
            }
            // Another repository's commit: nothing of it is here.
            guard words[1].elementsEqual("blob".utf8) else { continue }
            entries.append(
                HeadEntry(
                    path: String(decoding: record[(tab + 1)...], as: UTF8.self), id: id,
                    isPlain: words[0].starts(with: "100".utf8)))
        }
        return entries
    }
}
