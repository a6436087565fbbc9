import Access
import Domain
import Wire

/// Hashes again what is kept. It reads every byte, and takes what is damaged out of service: so it is for administrators.
struct VerifyModels: Tool {
    /// Damaged blobs in one answer.
    private static let rowsAtMost = 200

    let name = "verify_models"
    let title = "Verify kept bytes"
    let summary = """
        Hash again the bytes of one kept model, or of all, and name what is damaged and who needs it. What is damaged is no \
        longer served until it is pulled again. Reports progress in blobs.
        """
    let permission = Permission.admin
    let effect = ToolEffect()
    let isSlow = true
    let fields = [
        Field("model", .text(atMost: Field.textBytes), "Only this kept model; all if absent."),
        Field("kind", .choice(["model", "dataset"]), "Which, should both be kept."),
    ]
    let output = Shape.object([
        "checked": .whole, "bytes": .whole, "damaged_count": .whole,
        "damaged": .list(.object(["sha256": .text, "state": .text, "detail": .text, "used_by": .list(.text)])),
    ])

    func call(_ arguments: Arguments, _ call: CallContext) async throws -> ToolAnswer {
        var only: RepositoryID?
        if let text = arguments.text("model") {
            only = try await call.services.resolve(try KeptModel(text).name, kind: arguments.kind)
        }
        var report = try await call.services.verify(only, by: call.caller) { [call] done, total, _ in
            call.report(ProgressReport(completed: Int64(done), total: Int64(total), message: "verifying"))
        }
        let count = report.damaged.count
        report.damaged = Array(report.damaged.prefix(Self.rowsAtMost))
        var fields = try JSONValue(wire: report).object ?? [:]
        fields["damaged_count"] = .integer(Int64(count))
        let outcome = count == 0 ? "all right" : "\(count) wrong; pull the models named again"
        return ToolAnswer("\(report.checked) blobs, \(ByteCount(report.bytes)): \(outcome)", .object(fields))
    }
}
