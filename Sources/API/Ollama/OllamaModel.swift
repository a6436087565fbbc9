import Domain
import Engines
import Wire

/// Models as Ollama's API has them.
enum OllamaModel {
    /// Behind the names of models without one: every name there has a tag.
    private static let tag = ":latest"

    /// The name a request gives, without the tag that means nothing here.
    static func name(_ fields: [String: JSONValue]) throws -> String {
        guard let name = fields["model"]?.string ?? fields["name"]?.string, !name.isEmpty else {
            throw Problem(.badRequest, "model is required")
        }
        return plain(name)
    }

    static func plain(_ name: String) -> String { name.hasSuffix(tag) ? String(name.dropLast(tag.count)) : name }

    static func name(_ model: RunnableModel) -> String {
        model.label.contains(":") ? model.label : model.label + tag
    }

    static func listed(_ model: RunnableModel) -> JSONValue {
        var fields = common(model)
        fields["modified_at"] = .string(Moment.text(model.keptAt))
        fields["capabilities"] = .array(capabilities(model))
        return .object(fields)
    }

    static func running(_ one: InstanceState, _ state: RuntimesState) -> JSONValue {
        var fields = common(one.model)
        fields["size"] = .integer(one.instance.memory.bytes)
        fields["size_vram"] = .integer(one.graphics.bytes)
        fields["context_length"] = .integer(Int64(one.context))
        fields["expires_at"] = one.instance.expires.map { .string(Moment.text(state.wall + $0 - state.now)) }
        return .object(fields)
    }

    static func shown(_ model: RunnableModel) -> JSONValue {
        var info: [String: JSONValue] = ["general.parameter_count": .integer(model.facts.parameters)]
        if let architecture = model.facts.architecture {
            info["general.architecture"] = .string(architecture)
            info["\(architecture).context_length"] = model.facts.contextLength.map { .integer(Int64($0)) }
            info["\(architecture).embedding_length"] = model.facts.embeddingLength.map { .integer(Int64($0)) }
        }
        var fields: [String: JSONValue] = [
            "details": details(model), "model_info": .object(info), "capabilities": .array(capabilities(model)),
            "template": .string(model.facts.chatTemplate ?? ""), "modified_at": .string(Moment.text(model.keptAt)),
            "modelfile": .string(modelfile(model)), "parameters": .string(parameters(model.derived)),
        ]
        if let made = model.derived {
            fields["system"] = made.system.map { .string($0) }
            fields["license"] = made.licence.map { .string($0) }
            fields["messages"] = made.messages.isEmpty ? nil : .array(made.messages)
        }
        return .object(fields)
    }

    /// As Ollama writes them: a line for each, its name and its value.
    private static func parameters(_ made: DerivedModel?) -> String {
        (made?.parameters ?? [:]).sorted { $0.key < $1.key }.flatMap { name, value in
            (value.array ?? [value]).map { value in
                let text = try? WireJSON.exactText(value)  // it was JSON
                return "\(name) \(value.string.map { "\"\($0)\"" } ?? text ?? "")"
            }
        }.joined(separator: "\n")
    }

    private static func modelfile(_ model: RunnableModel) -> String {
        guard let made = model.derived else { return "FROM \(name(model))\n" }
        let system = made.system.map { "SYSTEM \"\"\"\($0)\"\"\"\n" } ?? ""
        let lines = parameters(made).split(separator: "\n").map { "PARAMETER \($0)\n" }.joined()
        return "FROM \(made.base)\n\(system)\(lines)"
    }

    private static func common(_ model: RunnableModel) -> [String: JSONValue] {
        [
            "name": .string(name(model)), "model": .string(name(model)), "size": .integer(model.size.bytes),
            "digest": .string(model.digest.hex), "details": details(model),
        ]
    }

    private static func details(_ model: RunnableModel) -> JSONValue {
        let family = model.facts.architecture ?? ""
        return [
            "parent_model": "", "format": "gguf", "family": .string(family), "families": [.string(family)],
            "parameter_size": .string(parameters(model.facts.parameters)),
            "quantization_level": .string(model.quantisation ?? "unknown"),
        ]
    }

    private static func capabilities(_ model: RunnableModel) -> [JSONValue] {
        if model.facts.isEncoder { return ["embedding"] }
        let tools = model.facts.chatTemplate?.contains("tools") ?? false
        return ["completion"] + (tools ? ["tools"] : [])
    }

    /// `3.2B`, `820.35K`, as Ollama writes them.
    private static func parameters(_ count: Int64) -> String {
        let (unit, value): (String, Double) =
            count >= 1_000_000_000
            ? ("B", Double(count) / 1e9) : count >= 1_000_000 ? ("M", Double(count) / 1e6) : ("K", Double(count) / 1e3)
        let tenths = Int64((value * 10).rounded())
        return "\(tenths / 10).\(tenths % 10)\(unit)"
    }
}
