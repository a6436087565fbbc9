import Access
import Domain

/// What a resource is called: `roost://models/org/name/card`; a name without an organisation has `-` there.
struct ResourceAddress: Hashable, Sendable {
    enum Part: String, CaseIterable, Sendable {
        case card
        case assessment

        /// The card is bytes of the model; what the gate says is not.
        var permission: Permission {
            switch self {
            case .card: .download
            case .assessment: .search
            }
        }

        var mediaType: String {
            switch self {
            case .card: "text/markdown"
            case .assessment: "application/json"
            }
        }

        var title: String {
            switch self {
            case .card: "Card"
            case .assessment: "Assessment"
            }
        }
    }

    private static let scheme = "roost://"

    let model: RepositoryID
    let part: Part

    init(_ model: RepositoryID, _ part: Part) {
        self.model = model
        self.part = part
    }

    /// Nil for anything that is no such address.
    init?(_ text: String) {
        guard text.utf8.count <= 400, text.hasPrefix(Self.scheme) else { return nil }
        let parts = text.dropFirst(Self.scheme.count).split(separator: "/", omittingEmptySubsequences: false).map(
            String.init)
        guard parts.count == 4, let kind = RepositoryKind.allCases.first(where: { $0.plural == parts[0] }),
            let part = Part(rawValue: parts[3]),
            let model = RepositoryID(parts[1] == "-" ? parts[2] : "\(parts[1])/\(parts[2])", kind: kind)
        else { return nil }
        self.init(model, part)
    }

    var uri: String {
        "\(Self.scheme)\(model.kind.plural)/\(model.namespace ?? "-")/\(model.name)/\(part.rawValue)"
    }

    static func template(_ kind: RepositoryKind, _ part: Part) -> String {
        "\(scheme)\(kind.plural)/{org}/{name}/\(part.rawValue)"
    }
}
