/// Words from outside made fit for a message: bounded, on one line, without control characters and without the token.
struct QuotedText {
    let text: String

    init(_ raw: some StringProtocol, limit: Int = 300, hiding secret: String? = nil) {
        // Cleaned before the token is looked for, so that nothing can be hidden between its characters.
        let scalars = raw.unicodeScalars.filter { scalar in
            switch scalar.properties.generalCategory {
            case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator: false
            default: true
            }
        }
        var clean = String(String.UnicodeScalarView(scalars))
        if let secret, !secret.isEmpty {
            clean = clean.split(separator: secret, omittingEmptySubsequences: false).joined(separator: "[token]")
        }
        // Scalars, not characters: one character may be a pile of marks without end.
        let bounded = clean.unicodeScalars.drop { $0 == " " }
        text =
            bounded.count <= limit
            ? String(bounded) : String(String.UnicodeScalarView(bounded.prefix(limit - 1))) + "…"
    }
}
