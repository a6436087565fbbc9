import FoundationEssentials
import Scoring
import Wire

/// Facts of a model with only what speaks of its licence.
enum LicenceFacts {
    static func of(
        card: String? = nil, texts: [String: String] = [:], tags: [String] = [], header: String? = nil,
        base: [String: String] = [:], data: [String: String] = [:], gated: String? = nil
    ) -> Facts {
        var known = texts.mapValues { Captured.known($0) }
        if let card { known["README.md"] = .known(card) }
        if let gated { known["README.md"] = .unavailable(gated) }
        let info = JSONValue.object(["tags": .array(tags.map(JSONValue.string))])
        return Facts(
            model: "org/name", kind: "model", commit: String(repeating: "0", count: 40), source: "hub",
            asOf: Date(timeIntervalSince1970: 0), info: .known(info), commits: .absent, files: .absent, texts: known,
            headers: header.map { ["a.gguf": .known(HeaderFact(format: "gguf", license: $0))] } ?? [:],
            datasets: data.keys.sorted().map { name in
                DatasetFact(name: name, info: .absent, card: .known(declaring(data[name] ?? "")))
            },
            parents: base.keys.sorted().map { name in
                ParentFact(
                    name: name, relation: nil, info: .absent, card: .known(declaring(base[name] ?? "")),
                    netScore: .absent)
            })
    }

    static func declaring(_ id: String) -> String { "---\nlicense: \(id)\n---\n# A model\n" }
}
