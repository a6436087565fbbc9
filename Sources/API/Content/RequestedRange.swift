/// What a `Range` header asks of content of a known size.
package enum RequestedRange: Hashable, Sendable {
    /// No range, one that is malformed, or several: all are answered with everything.
    case whole
    /// Never empty, always inside the content.
    case part(Range<Int64>)
    /// Well formed, but wholly outside the content.
    case unsatisfiable

    /// Reads `bytes=a-b`, `bytes=a-` and `bytes=-n`.
    package init(_ header: String?, size: Int64) {
        guard let header, let spec = Self.singleSpec(header), let dash = spec.firstIndex(of: "-") else {
            self = .whole
            return
        }
        let first = spec[..<dash]
        let last = spec[spec.index(after: dash)...]
        guard first.utf8.allSatisfy(Self.isDigit), last.utf8.allSatisfy(Self.isDigit) else {
            self = .whole
            return
        }
        switch (first.isEmpty, last.isEmpty) {
        case (true, true): self = .whole
        case (true, false): self.init(suffix: Self.number(last), size: size)
        case (false, true): self.init(from: Self.number(first), through: .max, size: size)
        case (false, false): self.init(from: Self.number(first), through: Self.number(last), size: size)
        }
    }

    private init(suffix length: Int64, size: Int64) {
        self = length == 0 || size == 0 ? .unsatisfiable : .part(max(0, size - length)..<size)
    }

    private init(from first: Int64, through last: Int64, size: Int64) {
        if last < first {
            self = .whole
        } else if first >= size {
            self = .unsatisfiable
        } else {
            self = .part(first..<min(last, size - 1) + 1)
        }
    }

    private static func singleSpec(_ header: String) -> Substring? {
        let parts = header.split(separator: "=", maxSplits: 1)
        guard parts.count == 2, parts[0].lowercased() == "bytes", !parts[1].contains(",") else { return nil }
        var spec = parts[1].drop { $0 == " " }
        while spec.last == " " { spec.removeLast() }
        return spec
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (48...57).contains(byte) }

    /// A number too large to hold is beyond any content.
    private static func number(_ digits: Substring) -> Int64 { Int64(digits) ?? .max }
}
