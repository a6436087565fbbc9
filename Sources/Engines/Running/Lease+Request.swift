package import Wire

extension Lease {
    /// The fields of a request as this model is to be asked: a made model's own words and parameters are added.
    package func completed(_ fields: [String: JSONValue], isEmbedding: Bool) -> [String: JSONValue] {
        guard let derived = model.derived, !isEmbedding else { return fields }
        var completed = derived.sampling.merging(fields) { $1 }
        if let messages = completed["messages"]?.array {
            completed["messages"] = .array(derived.conversation(messages))
        }
        return completed
    }

    /// The name requests carry.
    package var name: String { endpoint.model ?? model.label }
}
