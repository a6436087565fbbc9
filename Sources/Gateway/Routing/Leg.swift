/// One model of one provider: what a route tries.
package struct Leg: Hashable, Sendable, CustomStringConvertible {
    /// As `routes.yaml` names it; `local` is this house's own models.
    package let provider: String
    /// As the provider names it; may hold colons of its own.
    package let model: String

    /// The house itself.
    package static let local = "local"

    package init(provider: String, model: String) {
        self.provider = provider
        self.model = model
    }

    /// Reads `provider:model`, where the provider ends at the first colon; nil when a part is missing.
    ///
    /// Whether there is such a provider is for the reader to say: the colon of a tag, as in `llama3.2:3b`, is none.
    package init?(_ text: String) {
        guard let colon = text.firstIndex(of: ":") else { return nil }
        let (provider, model) = (text[..<colon], text[text.index(after: colon)...])
        guard !provider.isEmpty, !model.isEmpty, text.utf8.count <= 300 else { return nil }
        self.init(provider: String(provider), model: String(model))
    }

    package var description: String { "\(provider):\(model)" }
}
