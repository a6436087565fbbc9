import FoundationEssentials
import Scoring

/// Reads `git for-each-ref` with `arguments`: `<name> NUL <seconds> LF`; names of references hold neither.
enum TagListing {
    static func arguments(limit: Int) -> [String] {
        [
            "for-each-ref", "--count=\(limit)", "--sort=-creatordate",
            "--format=%(refname:strip=2)%00%(creatordate:unix)", "refs/tags",
        ]
    }

    /// Newest first; throws for a line of another shape.
    static func parse(_ bytes: [UInt8]) throws -> [TagFact] {
        try bytes.split(separator: 10).map { line in
            let fields = line.split(separator: 0, omittingEmptySubsequences: false)
            guard fields.count == 2 else { throw ForgeError.malformed("a tag of another shape") }
            let seconds = Int64(String(decoding: fields[1], as: UTF8.self))
            return TagFact(
                name: String(decoding: fields[0], as: UTF8.self),
                date: seconds.map { Date(timeIntervalSince1970: Double($0)) })
        }
    }
}
