package import Wire

/// An entry of a licence list: `apache-2.0`, `cc-by-nc-*`, `class:permissive`.
package enum LicencePattern: Sendable, Hashable, CustomStringConvertible {
    /// A Hub or SPDX identifier, in lower case.
    case id(String)
    /// Everything that begins so, in lower case.
    case prefix(String)
    case family(LicenceClass)

    /// Nil for what is no pattern.
    package init?(_ text: String) {
        let lower = text.lowercased()
        if lower.hasPrefix("class:") {
            guard let family = LicenceClass(rawValue: String(lower.dropFirst(6))) else { return nil }
            self = .family(family)
            return
        }
        let isPrefix = lower.hasSuffix("*")
        let name = isPrefix ? String(lower.dropLast()) : lower
        guard (1...100).contains(name.utf8.count), name.utf8.allSatisfy(Self.isAllowed) else { return nil }
        self = isPrefix ? .prefix(name) : .id(name)
    }

    package var description: String {
        switch self {
        case .id(let name): name
        case .prefix(let name): "\(name)*"
        case .family(let family): "class:\(family.rawValue)"
        }
    }

    /// What says more about a licence counts before what says less: a name before a beginning before a class.
    var rank: Int {
        switch self {
        case .id: 1000
        case .prefix(let name): 1 + name.utf8.count
        case .family: 0
        }
    }

    func matches(_ licence: LicenceMatch) -> Bool {
        let names = [licence.id, licence.spdx].compactMap { $0?.lowercased() }
        return switch self {
        case .id(let name): names.contains(name)
        case .prefix(let name): names.contains { $0.hasPrefix(name) }
        case .family(let family): licence.class == family
        }
    }

    private static func isAllowed(_ byte: UInt8) -> Bool {
        (48...57).contains(byte) || (97...122).contains(byte) || "-._+".utf8.contains(byte)
    }
}

extension LicenceRules {
    /// The answer to a licence and the entry that gave it; nil as entry when none did.
    func answer(to licence: LicenceMatch) -> (answer: LicenceAnswer, by: LicencePattern?) {
        let lists: [(LicenceAnswer, [LicencePattern])] = [(.refuse, refuse), (.ask, ask), (.allow, allow)]
        var best: (answer: LicenceAnswer, by: LicencePattern)?
        for (answer, patterns) in lists {
            for pattern in patterns where pattern.matches(licence) {
                // Of the same rank the stricter list counts: it was looked at first.
                if best.map({ $0.by.rank < pattern.rank }) ?? true { best = (answer, pattern) }
            }
        }
        return best.map { ($0.answer, $0.by) } ?? (unlisted, nil)
    }
}
