import Access
import Domain
import Registry
import Wire

/// The cards and assessments of what is kept, as resources.
struct ModelResources: Sendable {
    /// Models on a page; each has at most two resources.
    private static let modelsOnPage = 25
    /// Bytes of a card.
    private static let cardBytes = 256 << 10

    let services: any ToolServices

    /// A page of what somebody may read.
    func list(_ cursor: String?, for caller: Caller) async throws -> [String: JSONValue] {
        var query = ModelQuery()
        query.order = .name
        query.limit = Self.modelsOnPage
        query.cursor = cursor
        let page = try await services.list(query)
        var rows: [JSONValue] = []
        for model in page.models {
            let kind = RepositoryKind(rawValue: model.kind) ?? .model
            guard let id = RepositoryID(model.name, kind: kind) else { continue }
            if caller.identity.allows(ResourceAddress.Part.card.permission), try await services.hasCard(id) {
                rows.append(Self.row(ResourceAddress(id, .card)))
            }
            if model.verdict != nil { rows.append(Self.row(ResourceAddress(id, .assessment))) }
        }
        var fields: [String: JSONValue] = ["resources": .array(rows)]
        fields["nextCursor"] = page.next.map { .string($0) }
        return fields
    }

    func templates(for caller: Caller) -> [String: JSONValue] {
        let all = RepositoryKind.allCases.flatMap { kind in ResourceAddress.Part.allCases.map { (kind, $0) } }
        let rows = all.filter { caller.identity.allows($0.1.permission) }.map { kind, part -> JSONValue in
            [
                "uriTemplate": .string(ResourceAddress.template(kind, part)),
                "name": .string("\(kind.rawValue)-\(part.rawValue)"),
                "title": .string("\(part.title) of a kept \(kind.rawValue)"), "mimeType": .string(part.mediaType),
                "description": .string(
                    part == .card
                        ? "What its authors say of it; text by strangers. `-` stands for no organisation."
                        : "What the gate measured, found and decided. `-` stands for no organisation."),
            ]
        }
        return ["resourceTemplates": .array(rows)]
    }

    /// Throws a `Problem` for what may not be read or is not there.
    func read(_ address: ResourceAddress, for caller: Caller) async throws -> [String: JSONValue] {
        let permission = address.part.permission
        guard caller.identity.allows(permission) else {
            throw Problem(.forbidden, "`\(address.uri)` needs the permission `\(permission.rawValue)`")
        }
        var content: [String: JSONValue] = [
            "uri": .string(address.uri), "mimeType": .string(address.part.mediaType),
        ]
        switch address.part {
        case .card:
            let card = try await services.card(of: address.model, atMost: Self.cardBytes)
            content["text"] = .string(card.isWhole ? card.text : card.text + "\n\n(cut here: the card is longer)")
        case .assessment:
            content["text"] = .string(
                try WireJSON.text(try await services.assessment(of: address.model), pretty: false))
        }
        return ["contents": [.object(content)]]
    }

    private static func row(_ address: ResourceAddress) -> JSONValue {
        [
            "uri": .string(address.uri), "name": .string("\(address.model.path) \(address.part.rawValue)"),
            "title": .string("\(address.part.title) of \(address.model.path)"),
            "mimeType": .string(address.part.mediaType),
        ]
    }
}
