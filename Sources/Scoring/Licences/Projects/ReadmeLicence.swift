import Hub

/// What a README says of the licence: its front matter, and its section on it.
struct ReadmeLicence {
    /// The identifier in the front matter; nil for `other`, which says nothing.
    let declared: String?
    let section: (text: String, line: Int)?
    /// The name in `[MIT](LICENSE)` of the section.
    let linkedName: String?

    private static let longestSection = 8000

    init(_ bytes: [UInt8]) {
        let card = ModelCard(bytes)
        declared = card.license.flatMap { $0 == "other" ? card.licenseName : $0 }
        let found = Self.licenceSection(String(decoding: bytes.prefix(1 << 20), as: UTF8.self))
        section = found
        linkedName = found.flatMap { Self.bracketed($0.text) }
    }

    /// From a heading with the word licence to the next heading.
    private static func licenceSection(_ text: String) -> (text: String, line: Int)? {
        let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
        var start: Int?
        var body: [Substring] = []
        for (number, line) in lines.enumerated() {
            let next = number + 1 < lines.count ? lines[number + 1].trimmed : ""
            let isUnderlined = next.count >= 3 && next.allSatisfy { "=-~^*".contains($0) } && !line.trimmed.isEmpty
            let isHeading = line.hasPrefix("#") || line.hasPrefix("= ") || line.hasPrefix("== ") || isUnderlined
            if start != nil, isHeading || body.count > 200 { break }
            if start != nil {
                body.append(line)
            } else if isHeading, names(line) {
                start = number
            }
        }
        guard let start else { return nil }
        return (String(body.joined(separator: "\n").prefix(longestSection)), start + 1)
    }

    private static func names(_ heading: Substring) -> Bool {
        let lower = heading.lowercased()
        return lower.contains("license") || lower.contains("licence") || lower.contains("licensing")
    }

    private static func bracketed(_ text: String) -> String? {
        guard let open = text.firstIndex(of: "["), let close = text[open...].firstIndex(of: "]") else { return nil }
        return String(text[text.index(after: open)..<close])
    }
}
