/// The name of a heading in the page's address, as Hubs make it, with a prefix that keeps it apart from our own ids.
struct CardSlug {
    static let prefix = "card-"
    private static let maximumLength = 100
    private var used: [String: Int] = [:]

    /// An id nothing else on the page has; nil for a heading without letters and digits.
    mutating func id(_ heading: String) -> String? {
        guard let text = Self.text(heading[...]) else { return nil }
        let before = used[text, default: 0]
        used[text] = before + 1
        return Self.prefix + (before == 0 ? text : "\(text)-\(before)")
    }

    /// Letters and digits in lower case, hyphens for spaces.
    static func text(_ heading: Substring) -> String? {
        var slug = ""
        for scalar in heading.unicodeScalars.prefix(maximumLength) {
            if scalar == "-" || scalar == "_" {
                slug.unicodeScalars.append(scalar)
            } else if scalar.properties.isWhitespace {
                slug += "-"
            } else if scalar.properties.isAlphabetic || scalar.properties.numericType != nil {
                slug += scalar.properties.lowercaseMapping
            }
        }
        return slug.isEmpty ? nil : slug
    }
}
