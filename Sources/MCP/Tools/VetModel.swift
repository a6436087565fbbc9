import Access
import Domain
import Registry
import Wire

/// Answers whether a model may be used, and why.
struct VetModel: Tool {
    let name = "vet_model"
    let title = "Vet a model"
    let summary = """
        May we use this model, and why? Measures it and holds it against the policy of the house, from metadata and small \
        files: no weights are downloaded. The decision is admitted, refused or quarantined, with every rule. A refusal is an \
        answer, not an error.
        """
    let permission = Permission.search
    let effect = ToolEffect.readsElsewhere
    let isSlow = true
    let fields = [
        Field("reference", .text(atMost: 500), required: true, "org/name, org/name@revision, or a pasted Hub URL."),
        Field("hub", .text(atMost: 300), "The Hub to ask, as a URL; the house's own list if absent."),
        Field("kind", .choice(["model", "dataset"]), "What it is; told from the reference if absent."),
        Field("policy", .text(atMost: 60), "The metric rules of a built-in policy instead of the house's own."),
    ]
    let output = Shape.object(
        [
            "model": .text, "kind": .text, "commit": .text, "source": .text, "decision": .text, "reason": .text,
            "policy": .text, "known_weight": .number, "licence": .object(["verdict": .text, "reason": .text]),
            "rules": .list(
                .object(
                    ["rule": .text, "title": .text, "outcome": .text, "reason": .text],
                    optional: ["score": .number, "required": .number, "gap": .number, "remedy": .text, "waiver": .text])
            ),
            "metrics": .list(.object(["name": .text, "status": .text, "reason": .text], optional: ["score": .number])),
        ], optional: ["net_score": .number])

    func call(_ arguments: Arguments, _ call: CallContext) async throws -> ToolAnswer {
        let request = VetRequest(
            reference: try arguments.required("reference"), hub: arguments.text("hub"), kind: arguments.text("kind"),
            policy: arguments.text("policy"))
        let report = try await call.services.vet(request, by: call.caller)
        return ToolAnswer(Self.text(report), try Self.value(report))
    }

    /// The answer first, then every rule that did not simply pass.
    private static func text(_ report: VetReport) -> String {
        let verdict = report.verdict
        var lines = ["\(report.model)@\(report.commit.prefix(12)): \(verdict.decision.rawValue) by `\(verdict.policy)`"]
        lines.append(verdict.reason)
        for rule in verdict.rules where rule.outcome != .passed {
            lines.append("- \(rule.outcome.rawValue): \(rule.title): \(rule.reason)")
        }
        return lines.joined(separator: "\n")
    }

    /// The report without its evidence, which would be more than a model can read.
    private static func value(_ report: VetReport) throws -> JSONValue {
        let whole = try JSONValue(wire: report)
        var value: [String: JSONValue] = [
            "decision": .string(report.verdict.decision.rawValue), "reason": .string(report.verdict.reason),
            "policy": .string(report.verdict.policy),
            "licence": whole["licence"]?.only("verdict", "reason") ?? ["verdict": "unknown", "reason": ""],
            "known_weight": .number(report.assessment.knownWeight),
        ]
        for name in ["model", "kind", "commit", "source"] { value[name] = whole[name] }
        value["net_score"] = report.assessment.netScore.map { .number($0) }
        value["rules"] = .array(
            (whole["verdict"]?["rules"]?.array ?? []).map {
                $0.only("rule", "title", "outcome", "reason", "score", "required", "gap", "remedy", "waiver")
            })
        value["metrics"] = .array(
            (whole["assessment"]?["metrics"]?.array ?? []).map { $0.only("name", "status", "score", "reason") })
        return .object(value)
    }
}
