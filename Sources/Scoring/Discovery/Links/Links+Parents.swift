import Domain
import Hub
import Wire

extension Links {
    /// The models this one was made from, who says it first first.
    static func parents(_ reading: Reading) -> [Parent] {
        let facts = reading.facts
        var found = declared(reading)
        found += tagged(reading)
        if let base = facts.json("adapter_config.json").value?["base_model_name_or_path"]?.string {
            found.append(Parent(name: base, relation: "adapter", source: "adapter_config.json"))
        }
        found += merged(facts)
        for path in facts.headers.keys.sorted() {
            for base in facts.headers[path]?.value?.baseModels ?? [] {
                let relation = facts.headers[path]?.value?.format == "gguf" ? "quantized" : nil
                found.append(Parent(name: base, relation: relation, source: path))
            }
        }
        return joined(found, model: facts.model)
    }

    private static func declared(_ reading: Reading) -> [Parent] {
        var found: [Parent] = []
        if let card = reading.card {
            found += card.baseModels.map {
                Parent(name: $0, relation: card.baseModelRelation, source: "README.md base_model")
            }
        }
        let said = reading.cardData?["base_model_relation"]?.string
        found += (reading.cardData?["base_model"]?.strings ?? []).map {
            Parent(name: $0, relation: said, source: "hub")
        }
        let resolved = reading.facts.info.value?["baseModels"]
        for model in resolved?["models"]?.array ?? [] {
            guard let name = model["id"]?.string else { continue }
            found.append(Parent(name: name, relation: resolved?["relation"]?.string, source: "hub"))
        }
        return found
    }

    /// `base_model:org/name` and `base_model:quantized:org/name`.
    private static func tagged(_ reading: Reading) -> [Parent] {
        reading.tagged("base_model:").map { text in
            let parts = text.split(separator: ":", maxSplits: 1).map(String.init)
            return parts.count == 2
                ? Parent(name: parts[1], relation: parts[0], source: "tag base_model:\(text)")
                : Parent(name: text, relation: nil, source: "tag base_model:\(text)")
        }
    }

    /// What a merge was made of: `mergekit_config.yml`.
    private static func merged(_ facts: Facts) -> [Parent] {
        let names = ["mergekit_config.yml", "mergekit_config.yaml", "mergekit_moe_config.yml"]
        guard let name = names.first(where: { facts.texts[$0]?.value != nil }), let text = facts.texts[name]?.value,
            let yaml = ModelCard.evaluationResults(Array(text.utf8.prefix(1 << 20)))
        else { return [] }
        var models: [String] = []
        collect(yaml, depth: 0, into: &models)
        return models.map { Parent(name: $0, relation: "merge", source: name) }
    }

    /// Every `model` and `base_model` in the order of sorted keys; a LoRA after a plus sign is left out.
    private static func collect(_ value: JSONValue, depth: Int, into models: inout [String]) {
        guard depth < 12, models.count < 64 else { return }
        for item in value.array ?? [] { collect(item, depth: depth + 1, into: &models) }
        for (key, item) in (value.object ?? [:]).sorted(by: { $0.key < $1.key }) {
            if key == "model" || key == "base_model" || key == "source_model", let name = item.string {
                models.append(String(name.prefix { $0 != "+" }))
            } else {
                collect(item, depth: depth + 1, into: &models)
            }
        }
    }

    /// Each name once, without the model itself and local folders; who says the relation adds it.
    private static func joined(_ found: [Parent], model: String) -> [Parent] {
        var parents: [Parent] = []
        for parent in found {
            guard let name = hubName(parent.name, kind: .model), name.lowercased() != model.lowercased() else {
                continue
            }
            let relation = parent.relation.flatMap { relations.contains($0) ? $0 : nil }
            if let known = parents.firstIndex(where: { $0.name.lowercased() == name.lowercased() }) {
                parents[known].relation = parents[known].relation ?? relation
            } else if parents.count < maximumParents {
                parents.append(Parent(name: name, relation: relation, source: parent.source))
            }
        }
        return parents
    }

    private static let relations: Set<String> = ["adapter", "merge", "quantized", "finetune"]
}
