import Access
import Domain
import Hub
import Wire

/// Looks for models on the Hubs of the house.
struct SearchModels: Tool {
    /// Tags of one row; some models carry hundreds.
    private static let tagsAtMost = 20

    let name = "search_models"
    let title = "Search the Hubs"
    let summary = """
        Find models or datasets on the Hubs this house asks. Nothing is downloaded. A Hub that cannot be reached is named \
        in `unreachable`.
        """
    let permission = Permission.search
    let effect = ToolEffect.readsElsewhere
    let fields = [
        Field("query", .text(atMost: 200), "Words in the name."),
        Field("task", .text(atMost: 100), "A task such as text-generation."),
        Field("author", .text(atMost: 100), "A user or an organisation."),
        Field("library", .text(atMost: 100), "A library such as transformers."),
        Field(
            "sort", .choice(HubQuery.Sort.allCases.map(\.rawValue)), "What comes first; the Hub's own order if absent."),
        Field("kind", .choice(["model", "dataset"]), "What to look for; model if absent."),
        Field("limit", .number(1...50), "Rows at most; 10 if absent."),
    ]
    let output = Shape.object([
        "models": .list(
            .object(
                ["id": .text, "kind": .text, "hub": .text, "gated": .flag, "tags": .list(.text)],
                optional: [
                    "task": .text, "library": .text, "license": .text, "downloads": .whole, "likes": .whole,
                    "last_modified": .text,
                ])),
        "unreachable": .list(.object(["hub": .text, "reason": .text])),
    ])

    func call(_ arguments: Arguments, _ call: CallContext) async throws -> ToolAnswer {
        let query = HubQuery(
            search: arguments.text("query"), author: arguments.text("author"), task: arguments.text("task"),
            library: arguments.text("library"), sort: arguments.text("sort").flatMap { HubQuery.Sort(rawValue: $0) },
            limit: arguments.number("limit") ?? 10)
        var found = try await call.services.search(query, kind: arguments.kind ?? .model)
        if found.models.isEmpty, let first = found.unreachable.first {
            throw Problem(.unreachable, "`\(first.hub)` cannot be searched: \(first.reason)")
        }
        for index in found.models.indices {
            found.models[index].tags = Array(found.models[index].tags.prefix(Self.tagsAtMost))
        }
        let lines = found.models.map { row in
            "\(row.id)  \(row.task ?? "task unknown")  \(row.license ?? "licence unknown")\(row.gated ? "  gated" : "")"
        }
        let text = lines.isEmpty ? "no Hub has a model that matches" : lines.joined(separator: "\n")
        return ToolAnswer(text, try JSONValue(wire: found))
    }
}
