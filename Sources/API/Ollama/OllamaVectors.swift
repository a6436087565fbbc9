import Domain
import Engines
import Gateway
import HTTPTypes
import Hummingbird
import Wire

/// A request for vectors: `embed`, or the older `embeddings` of one text.
struct OllamaVectors: Sendable {
    private let model: String
    private let options: OllamaOptions
    private let texts: [String]
    private let isOld: Bool
    private let dimensions: JSONValue?

    init(_ fields: [String: JSONValue], isOld: Bool) throws {
        self.isOld = isOld
        model = try OllamaModel.name(fields)
        options = try OllamaOptions(fields, isEmbedding: true)
        dimensions = fields["dimensions"]
        if isOld {
            texts = [fields["prompt"]?.string ?? ""].filter { !$0.isEmpty }
            return
        }
        let input = fields["input"] ?? .array([])
        // One empty text has no vector; among others each has its place.
        texts = input.string?.isEmpty ?? false ? [] : input.strings
        guard input.string != nil || input.array?.count == input.strings.count else {
            throw Problem(.badRequest, "invalid input type")
        }
    }

    func answer(_ request: Request, _ context: AccessContext, _ inference: Inference, _ gateway: Gateway) async throws
        -> Response
    {
        let found: RunnableModel? =
            if let name = gateway.houseModel(model) { try await inference.models.find(name) } else { nil }
        let name = found.map(OllamaModel.name) ?? model
        guard !texts.isEmpty else {
            let waited = try await loaded(found, context, inference)
            return try respond([], tokens: nil, name, waited, headers: [:])
        }
        var fields: [String: JSONValue] = ["input": .array(texts.map { .string($0) }), "encoding_format": "float"]
        fields["dimensions"] = dimensions
        var question = Question(.embedding, fields, isStreamed: false)
        question.wish = options.wish
        let answer = try await GatewayAsking(gateway, model, question, wantsUsage: true, of: request).begin(context)
        guard case .whole(let whole) = answer.content else { throw Problem(.upstream, "`\(name)` gave no vectors") }
        let json = try WireJSON.decodeExactly(JSONValue.self, from: whole.body)
        let vectors = json["data"]?.array?.compactMap { $0["embedding"] } ?? []
        guard vectors.count == texts.count else {
            throw Problem(.upstream, "`\(name)` gave \(vectors.count) vectors for \(texts.count) texts")
        }
        return try respond(
            vectors, tokens: json["usage"]?["prompt_tokens"], name, answer.waited, headers: answer.headers)
    }

    /// A request without a text loads the model.
    private func loaded(
        _ model: RunnableModel?, _ context: AccessContext, _ inference: Inference
    ) async throws -> Duration {
        guard let model else { return .zero }
        return try await context.untilGone {
            let lease = try await inference.runtimes.acquire(model, options.wish)
            defer { lease.end() }
            return lease.waited
        }
    }

    private func respond(
        _ vectors: [JSONValue], tokens: JSONValue?, _ name: String, _ waited: Duration, headers: HTTPFields
    ) throws -> Response {
        if isOld { return try Response(json: ["embedding": vectors.first ?? []], headers: headers) }
        let (seconds, attoseconds) = waited.components
        var fields: [String: JSONValue] = [
            "model": .string(name), "embeddings": .array(vectors),
            "load_duration": .integer(seconds * 1_000_000_000 + attoseconds / 1_000_000_000),
        ]
        fields["prompt_eval_count"] = tokens
        return try Response(json: .object(fields), headers: headers)
    }
}
