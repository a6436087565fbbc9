package import Engines
package import Wire

/// What is asked of a model, in the words of OpenAI's API, whichever API it came by.
package struct Question: Sendable {
    /// The three things OpenAI's API asks for.
    package enum Kind: String, Sendable, CaseIterable { case chat, completion, embedding }

    package let kind: Kind
    /// The fields of the request as they came, `model`, `stream` and `stream_options` left out.
    package var fields: [String: JSONValue]
    package let isStreamed: Bool
    /// How a model of this house is to be run; means nothing to others.
    package var wish = RunWish()

    package init(_ kind: Kind, _ fields: [String: JSONValue], isStreamed: Bool) {
        self.kind = kind
        self.fields = fields.filter { !Self.ours.contains($0.key) && !$0.value.isNull }
        self.isStreamed = isStreamed
    }

    /// What the gateway says itself.
    private static let ours: Set<String> = ["model", "stream", "stream_options"]
}
