/// Whether what is under one licence may be part of what is under another: OSADL's answer.
package enum LicenceCompatibility: String, Codable, Sendable, Hashable {
    case yes
    case no
    /// It depends on how the parts are joined.
    case checkDependency = "check_dependency"
    /// One of the two is not in the matrix, or OSADL does not know.
    case unknown
}

extension LicenceKnowledge {
    /// Whether something under `part` may be in a work that is given away under `whole`, by OSADL's matrix of software licences.
    /// Of a choice (OR) the best answer counts, of a sum (AND) the worst.
    package func compatibility(of part: String, with whole: String) -> LicenceCompatibility {
        guard let inner = expression(part), let outer = expression(whole) else { return .unknown }
        return best(outer.choices.map { outer in best(inner.choices.map { compatibility(of: $0, with: outer) }) })
    }

    private func compatibility(of part: LicenceExpression, with whole: LicenceExpression) -> LicenceCompatibility {
        worst(part.parts.flatMap { part in whole.parts.map { cell(of: part, with: $0) } })
    }

    private func cell(of part: LicenceExpression, with whole: LicenceExpression) -> LicenceCompatibility {
        if part.id == whole.id { return .yes }
        guard let column = place(of: part), let row = place(of: whole) else { return .unknown }
        let count = index.values(.matrixLicences, of: UInt16.self).count
        return switch index.values(.matrix, of: UInt8.self)[row * count + column] {
        case 0: .no
        case 1: .yes
        case 2: .checkDependency
        default: .unknown
        }
    }

    /// Where a licence stands in the matrix; one with an exception where the licence without it stands, which is the stricter.
    private func place(of expression: LicenceExpression) -> Int? {
        guard let key = expression.records.first?.key else { return nil }
        return index.values(.matrixLicences, of: UInt16.self).firstIndex { index.licence(Int($0)).key == key }
    }

    private func best(_ answers: [LicenceCompatibility]) -> LicenceCompatibility {
        [.yes, .checkDependency, .unknown].first(where: answers.contains) ?? .no
    }

    private func worst(_ answers: [LicenceCompatibility]) -> LicenceCompatibility {
        [.no, .unknown, .checkDependency].first(where: answers.contains) ?? .yes
    }
}
