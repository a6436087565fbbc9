import Wire

/// One licence, or several with how they go together: SPDX's AND, OR and WITH.
indirect enum LicenceExpression: Sendable, Hashable {
    case licence(LicenceRecord)
    /// All of them hold.
    case all(LicenceExpression, LicenceExpression)
    /// Whoever uses it chooses.
    case any(LicenceExpression, LicenceExpression)
    /// A licence with an exception.
    case with(LicenceExpression, LicenceExpression)

    /// In the Hub's words where it has them: `apache-2.0 or mit`.
    var id: String { written(\.id, " and ", " or ", " with ") }

    /// As SPDX writes it; nil when a part has no SPDX identifier.
    var spdx: String? {
        guard records.allSatisfy({ !$0.spdx.isEmpty }) else { return nil }
        return written(\.spdx, " AND ", " OR ", " WITH ")
    }

    var name: String { written(\.name, " and ", " or ", " with ") }

    /// Of a choice the freest, of a sum the strictest; an exception loosens copyleft.
    var kind: LicenceClass {
        switch self {
        case .licence(let record): record.kind
        case .all(let left, let right): left.kind.value <= right.kind.value ? left.kind : right.kind
        case .any(let left, let right): left.kind.value >= right.kind.value ? left.kind : right.kind
        case .with(let base, let exception):
            base.kind == .copyleft && exception.kind == .weakCopyleft ? .weakCopyleft : base.kind
        }
    }

    /// Every licence in it, in order.
    var records: [LicenceRecord] {
        switch self {
        case .licence(let record): [record]
        case .all(let left, let right), .any(let left, let right), .with(let left, let right):
            left.records + right.records
        }
    }

    /// What holds side by side: the parts of a sum.
    var parts: [LicenceExpression] {
        if case .all(let left, let right) = self { left.parts + right.parts } else { [self] }
    }

    /// What may be chosen from.
    var choices: [LicenceExpression] {
        if case .any(let left, let right) = self { left.choices + right.choices } else { [self] }
    }

    func match(confidence: Double, where place: String) -> LicenceMatch {
        LicenceMatch(
            id: id, spdx: spdx, name: name, class: kind, confidence: confidence.rounded(toPlaces: 3), where: place)
    }

    private func written(_ word: (LicenceRecord) -> String, _ and: String, _ or: String, _ with: String) -> String {
        func inner(_ part: LicenceExpression) -> String {
            let text = part.written(word, and, or, with)
            return switch part {
            case .licence, .with: text
            case .all, .any: "(\(text))"
            }
        }
        return switch self {
        case .licence(let record): word(record)
        case .all(let left, let right): "\(inner(left))\(and)\(inner(right))"
        case .any(let left, let right):
            choices.count == 2 ? "\(inner(left))\(or)\(inner(right))" : choices.map(inner).joined(separator: or)
        case .with(let left, let right): "\(inner(left))\(with)\(inner(right))"
        }
    }
}

extension Double {
    func rounded(toPlaces places: Int) -> Double {
        var factor = 1.0
        for _ in 0..<places { factor *= 10 }
        return (self * factor).rounded(.toNearestOrEven) / factor
    }
}
