package import Wire

/// What Roost knows of licences: texts, identifiers, classes, compatibility. A value; loading it reads nothing from disk.
package struct LicenceKnowledge: Sendable {
    let index: LicenceIndex

    /// Throws `LicenceError.damagedIndex` when the program was built with an index it cannot read.
    package static func load() throws(LicenceError) -> LicenceKnowledge { LicenceKnowledge(index: try LicenceIndex()) }

    /// The licences a text speaks of, the most important first: of a licence text itself, of notices, tags and mentions.
    ///
    /// `place` is what the matches say as where; a line is added where it is not the first.
    package func detect(text: String, where place: String) -> [LicenceMatch] {
        detect(bytes: Array(text.utf8), where: place)
    }

    /// The same for bytes as they come; those that are not UTF-8 separate words.
    package func detect(bytes: [UInt8], where place: String) -> [LicenceMatch] {
        LicenceDetector(index: index).findings(in: bytes).map { finding in
            finding.expression.match(
                confidence: finding.confidence, where: finding.line > 1 ? "\(place):\(finding.line)" : place)
        }
    }

    /// The licence of a name: an identifier of the Hub, SPDX or ScanCode, a name or an expression; nil for `other`, `unknown`
    /// and what nobody knows. The confidence is 1.
    package func identify(id: String) -> LicenceMatch? { expression(id)?.match(confidence: 1, where: "") }

    /// Whether a name stands for several licences: `bsd`, `gpl`, `cc`, `openrail`.
    package func isFamily(_ id: String) -> Bool { expression(id)?.records.contains(where: \.isFamily) ?? false }

    func expression(_ text: String) -> LicenceExpression? {
        var parser = LicenceExpressionParser(index)
        return parser.parse(text)
    }
}
