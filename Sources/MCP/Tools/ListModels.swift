import Access
import Domain
import Registry
import Wire

/// Lists what is kept.
struct ListModels: Tool {
    let name = "list_models"
    let title = "List kept models"
    let summary = """
        List the models and datasets kept in this house, with size, licence and the gate's last verdict. Pages: hand \
        `next` back as `cursor`.
        """
    let permission = Permission.search
    let effect = ToolEffect.reads
    let fields = [
        Field("query", .text(atMost: 200), "Words in the name, the tags or the card."),
        Field("regex", .text(atMost: 200), "A regular expression on the name."),
        Field("kind", .choice(["model", "dataset"]), "Only these; both if absent."),
        Field("author", .text(atMost: 100), "Only of this user or organisation."),
        Field("task", .text(atMost: 100), "Only for this task."),
        Field("license", .text(atMost: 100), "Only under this licence."),
        Field("tags", .texts(atMost: 20), "Only with all of these tags."),
        Field(
            "sort", .choice(ModelQuery.Order.allCases.map(\.rawValue)),
            "The order; the best match or the newest if absent."),
        Field("limit", .number(1...100), "Rows at most; 20 if absent."),
        Field("cursor", .text(atMost: 1000), "Where the page before ended."),
    ]
    let output = Shape.object(["models": .list(.model)], optional: ["next": .text])

    func call(_ arguments: Arguments, _ call: CallContext) async throws -> ToolAnswer {
        var query = ModelQuery()
        query.text = arguments.text("query")
        query.pattern = arguments.text("regex")
        query.kind = arguments.kind
        query.author = arguments.text("author")
        query.task = arguments.text("task")
        query.license = arguments.text("license")
        query.tags = arguments.texts("tags")
        query.order = arguments.text("sort").flatMap { ModelQuery.Order(rawValue: $0) }
        query.limit = arguments.number("limit") ?? 20
        query.cursor = arguments.text("cursor")
        let page = try await call.services.list(query)
        let lines = page.models.map { model in
            let gate = model.quarantined ? "quarantined" : model.verdict?.decision.rawValue ?? "never asked"
            return "\(model.name)  \(ByteCount(model.sizeBytes))  \(model.license ?? "licence unknown")  gate: \(gate)"
        }
        let text = lines.isEmpty ? "nothing is kept that matches" : lines.joined(separator: "\n")
        return ToolAnswer(page.next == nil ? text : text + "\n(there is more)", try JSONValue(wire: page))
    }
}
