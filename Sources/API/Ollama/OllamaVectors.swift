import Domain
import Engines
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

    func answer(_ inference: Inference) async throws -> Response {
        let found = try await inference.models.find(model)
        let (lease, answer) = try await inference.begin(found, options.wish) { lease -> JSONValue? in
            guard !texts.isEmpty else { return nil }
            var fields: [String: JSONValue] = [
                "model": .string(lease.endpoint.model ?? lease.model.label), "input": .array(texts.map { .string($0) }),
                "encoding_format": "float",
            ]
            fields["dimensions"] = dimensions
            return try await inference.client.open("/v1/embeddings", .object(fields), of: lease.endpoint).json()
        }
        defer { lease.end() }
        guard let json = answer else { return try respond([], tokens: nil, lease) }
        let vectors = json["data"]?.array?.compactMap { $0["embedding"] } ?? []
        guard vectors.count == texts.count else {
            throw Problem(.upstream, "`\(lease.model.label)` gave \(vectors.count) vectors for \(texts.count) texts")
        }
        return try respond(vectors, tokens: json["usage"]?["prompt_tokens"], lease)
    }

    private func respond(_ vectors: [JSONValue], tokens: JSONValue?, _ lease: Lease) throws -> Response {
        if isOld { return try Response(json: ["embedding": vectors.first ?? []]) }
        let (seconds, attoseconds) = lease.waited.components
        var fields: [String: JSONValue] = [
            "model": .string(OllamaModel.name(lease.model)), "embeddings": .array(vectors),
            "load_duration": .integer(seconds * 1_000_000_000 + attoseconds / 1_000_000_000),
        ]
        fields["prompt_eval_count"] = tokens
        return try Response(json: .object(fields))
    }
}
