import Access
import Domain
import Wire

/// Removes a kept model.
struct DeleteModel: Tool {
    let name = "delete_model"
    let title = "Delete a kept model"
    let summary = """
        Remove a kept model, or with @revision one version of it, and free the bytes that no other model needs. This \
        cannot be undone; the model can be pulled again.
        """
    let permission = Permission.admin
    let effect = ToolEffect(isDestructive: true)
    let fields = [KeptModel.field, Field("kind", .choice(["model", "dataset"]), "Which, should both be kept.")]
    let output = Shape.object(["removed": .list(.text), "freed_bytes": .whole, "shared_bytes": .whole])

    func call(_ arguments: Arguments, _ call: CallContext) async throws -> ToolAnswer {
        let named = try KeptModel(try arguments.required("model"))
        // The full name: what is deleted is not guessed from a part of it.
        guard let model = RepositoryID(named.name, kind: arguments.kind ?? .model) else {
            throw Problem(.badRequest, "that is no model name", hint: "write org/name")
        }
        let report = try await call.services.remove(model, at: named.revision, by: call.caller)
        let shared = report.sharedBytes > 0 ? "; \(ByteCount(report.sharedBytes)) stay for others" : ""
        return ToolAnswer(
            "removed \(report.removed.joined(separator: ", ")); freed \(ByteCount(report.freedBytes))\(shared)",
            try JSONValue(wire: report))
    }
}
