import Access
import Domain
import Wire

/// Shows everything known of a kept model.
struct ShowModel: Tool {
    /// Files and versions in one answer; a dataset can have tens of thousands.
    private static let rowsAtMost = 200

    let name = "show_model"
    let title = "Show a kept model"
    let summary = """
        Show everything known of one kept model: architecture, parameters, licence, versions, files with hashes. The card \
        and the assessment are resources: roost://models/{org}/{name}/card and …/assessment.
        """
    let permission = Permission.search
    let effect = ToolEffect.reads
    let fields = [KeptModel.field, Field("kind", .choice(["model", "dataset"]), "Which, should both be kept.")]
    let output = Shape.object(
        [
            "model": .model, "tags": .list(.text), "base_models": .list(.text), "datasets": .list(.text),
            "files_left_off": .whole,
            "versions": .list(
                .object(
                    [
                        "commit": .text, "revision": .text, "selection": .text, "size_bytes": .whole, "files": .whole,
                        "source": .text, "kept_at": .text, "current": .flag, "quarantined": .flag,
                    ], optional: ["verdict": .verdict])),
            "files": .list(
                .object(
                    ["path": .text, "size_bytes": .whole, "kept": .flag], optional: ["sha256": .text, "git_oid": .text])
            ),
        ], optional: ["architecture": .text, "parameters": .whole, "context_length": .whole])

    func call(_ arguments: Arguments, _ call: CallContext) async throws -> ToolAnswer {
        let named = try KeptModel(try arguments.required("model"))
        let id = try await call.services.resolve(named.name, kind: arguments.kind)
        var detail = try await call.services.detail(of: id, at: named.revision)
        let leftOff = max(0, detail.files.count - Self.rowsAtMost)
        detail.files = Array(detail.files.prefix(Self.rowsAtMost))
        detail.versions = Array(detail.versions.prefix(Self.rowsAtMost))
        var fields = try JSONValue(wire: detail).object ?? [:]
        fields["files_left_off"] = .integer(Int64(leftOff))
        return ToolAnswer(Self.text(detail), .object(fields))
    }

    private static func text(_ detail: ModelDetail) -> String {
        let model = detail.model
        var words = ["\(model.name)@\(model.commit.prefix(12))", "\(model.files) files, \(ByteCount(model.sizeBytes))"]
        words.append(model.license ?? "licence unknown")
        if let architecture = detail.architecture { words.append(architecture) }
        if let parameters = detail.parameters { words.append("\(parameters) parameters") }
        if let verdict = model.verdict {
            words.append("\(verdict.decision.rawValue) by `\(verdict.policy)`: \(verdict.reason)")
        }
        if model.quarantined { words.append("quarantined: not run, mirrored or packaged") }
        return words.joined(separator: "; ")
    }
}
