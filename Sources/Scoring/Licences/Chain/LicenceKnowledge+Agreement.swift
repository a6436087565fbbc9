import Wire

extension LicenceKnowledge {
    /// Whether two statements can both be right: the same licence, a family and its member, one of a choice, or the same version
    /// with and without "or later".
    func agree(_ one: LicenceMatch, _ other: LicenceMatch) -> Bool {
        if one.id == other.id { return true }
        guard let left = expression(one.spdx ?? one.id), let right = expression(other.spdx ?? other.id) else {
            return false
        }
        return left.choices.contains { left in right.choices.contains { agree(left, $0) } }
    }

    private func agree(_ one: LicenceExpression, _ other: LicenceExpression) -> Bool {
        let (left, right) = (one.records, other.records)
        return left.contains { first in right.contains { second in same(first, second) } }
    }

    private func same(_ one: LicenceRecord, _ other: LicenceRecord) -> Bool {
        if one.key == other.key || (!one.hub.isEmpty && one.hub == other.hub) { return true }
        if one.unqualifiedSPDX == other.unqualifiedSPDX, !one.spdx.isEmpty { return true }
        if one.isFamily { return Self.member(other, of: one.id) }
        return other.isFamily && Self.member(one, of: other.id)
    }

    private static func member(_ record: LicenceRecord, of family: String) -> Bool {
        if family == "openrail" { return record.id.contains("rail") }
        return record.id.hasPrefix("\(family)-") || (family == "bsd" && record.spdx.hasPrefix("BSD"))
    }
}
