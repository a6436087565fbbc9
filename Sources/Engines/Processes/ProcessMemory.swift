package import Domain

/// What a process holds in memory.
package struct ProcessMemory: Hashable, Sendable {
    /// Nobody else's, and nowhere else: it is free when the process ends.
    package let own: ByteCount
    /// Pages of files, which the kernel counts as available.
    package let mapped: ByteCount

    package init(own: ByteCount, mapped: ByteCount) {
        self.own = own
        self.mapped = mapped
    }

    /// From the text of `/proc/PID/status`; nil when it does not say.
    init?(status text: String) {
        var fields: [Substring: Int64] = [:]
        for line in text.split(separator: "\n").prefix(200) where line.hasPrefix("Rss") {
            let words = line.split(whereSeparator: \.isWhitespace)
            guard words.count >= 2, let number = Int64(words[1]), (0..<1 << 50).contains(number) else { continue }
            fields[words[0]] = number * 1024
        }
        guard let anonymous = fields["RssAnon:"], let files = fields["RssFile:"] else { return nil }
        own = ByteCount(anonymous + (fields["RssShmem:"] ?? 0))
        mapped = ByteCount(files)
    }
}
