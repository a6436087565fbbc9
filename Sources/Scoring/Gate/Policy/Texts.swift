extension String {
    /// Words from outside on one line, without control characters, cut at so many characters.
    package func oneLine(limit: Int) -> String {
        // Nearly always it is one already; 0xC2 begins the control characters behind ASCII.
        if utf8.count <= limit, !utf8.contains(where: { $0 < 32 || $0 == 127 || $0 == 0xC2 }) { return self }
        let clean = String.UnicodeScalarView(
            unicodeScalars.lazy.map { $0.value < 32 || (127..<160).contains($0.value) ? " " : $0 }
                .prefix(limit + 1))
        return clean.count > limit ? String(String.UnicodeScalarView(clean.prefix(limit))) + "…" : String(clean)
    }
}

extension Double {
    /// To four digits and no more than needed: `0.5`, `0.3333`.
    var asScore: String { "\(roundedScore)" }
    /// To four digits.
    var roundedScore: Double { (self * 10_000).rounded() / 10_000 }
}
