package import Domain

/// A size as people write it in a policy: `250 GB`, `1.5TiB`, `4000000`.
package enum SizeText {
    private static let units: [(name: String, bytes: Double)] = [
        ("kib", 1024), ("mib", 1_048_576), ("gib", 1_073_741_824), ("tib", 1_099_511_627_776), ("kb", 1e3),
        ("mb", 1e6), ("gb", 1e9), ("tb", 1e12), ("b", 1), ("", 1),
    ]

    /// Nil for anything else, and for nothing or more than a petabyte.
    package static func parse(_ text: String) -> ByteCount? {
        guard text.utf8.count <= 40 else { return nil }
        let digits = text.prefix { ("0"..."9").contains($0) || $0 == "." }
        guard digits.first != ".", digits.last != "." else { return nil }
        let unit = text[digits.endIndex...].drop { $0 == " " }.lowercased()
        guard let number = Double(digits), let factor = units.first(where: { $0.name == unit })?.bytes else {
            return nil
        }
        let bytes = (number * factor).rounded()
        return (1...1e15).contains(bytes) ? ByteCount(Int64(bytes)) : nil
    }
}
