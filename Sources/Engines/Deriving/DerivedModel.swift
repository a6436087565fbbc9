package import Wire

/// A kept model under another name, with words and a way of sampling of its own: what a Modelfile makes.
package struct DerivedModel: Codable, Hashable, Sendable {
    package var name: String
    /// The kept model, as it is asked for.
    package var base: String
    /// The kept adapter that changes its weights.
    package var adapter: String?
    /// What opens every conversation that has no such message of its own.
    package var system: String?
    /// A conversation every other one goes on from.
    package var messages: [JSONValue] = []
    /// By the names of Ollama's options.
    package var parameters: [String: JSONValue] = [:]
    package var licence: String?

    package init(name: String, base: String) {
        self.name = name
        self.base = base
    }

    /// Tokens of a conversation, where that is said.
    package var context: Int? { parameters["num_ctx"]?.integer.map { Int(clamping: $0) } }

    /// A conversation with what belongs before it.
    package func conversation(_ given: [JSONValue]) -> [JSONValue] {
        let hasSystem = given.contains { $0["role"]?.string == "system" }
        let opening: [JSONValue] =
            hasSystem ? [] : system.map { [["role": "system", "content": .string($0)]] } ?? []
        return opening + messages + given
    }

    /// How to sample, by the engine's names: what a request says itself comes before it.
    package var sampling: [String: JSONValue] { Sampling.fields(parameters) }
}

/// The names of the ways of sampling: Ollama's, and the engine's.
package enum Sampling {
    private static let names = [
        "temperature": "temperature", "top_k": "top_k", "top_p": "top_p", "min_p": "min_p", "typical_p": "typical_p",
        "repeat_last_n": "repeat_last_n", "repeat_penalty": "repeat_penalty", "presence_penalty": "presence_penalty",
        "frequency_penalty": "frequency_penalty", "seed": "seed", "stop": "stop",
    ]

    /// What an engine is told of Ollama's options; what is none of them is left out.
    package static func fields(_ options: [String: JSONValue]) -> [String: JSONValue] {
        var fields: [String: JSONValue] = [:]
        for (theirs, ours) in names { fields[ours] = options[theirs] }
        if let most = options["num_predict"]?.integer, most > 0 { fields["max_tokens"] = .integer(most) }
        return fields
    }
}
