import Wire

/// Vectors of texts, by Gemini.
enum GeminiVectors {
    /// Texts of one request, as many as Gemini takes.
    private static let mostTexts = 100

    static func request(_ question: Question, name: String) throws(AttemptFailure) -> [String: JSONValue] {
        let input = question.fields["input"] ?? .null
        let texts = input.strings
        guard !texts.isEmpty, input.string != nil || input.array?.count == texts.count else {
            throw AttemptFailure(.unsupported, "Gemini gives vectors of texts, not of tokens")
        }
        guard texts.count <= mostTexts else {
            throw AttemptFailure(.unsupported, "Gemini takes \(mostTexts) texts at once, not \(texts.count)")
        }
        let requests: [JSONValue] = texts.map { text in
            var one: [String: JSONValue] = [
                "model": .string(name), "content": ["parts": [["text": .string(text)]]],
            ]
            one["outputDimensionality"] = question.fields["dimensions"]
            return .object(one)
        }
        return ["requests": .array(requests)]
    }

    /// Nil when it holds none. Gemini counts no tokens here.
    static func answer(_ body: String, model: String) -> WholeAnswer? {
        let read = try? WireJSON.decodeExactly(Answer.self, from: body)  // then there are none
        guard let answer = read, !answer.embeddings.isEmpty else { return nil }
        var out = #"{"object":"list","model":\#(JSONText.quoted(model)),"data":["#
        for (place, each) in answer.embeddings.enumerated() {
            if place > 0 { out += "," }
            out += #"{"object":"embedding","index":\#(place),"embedding":["#
            out += each.values.map { "\($0)" }.joined(separator: ",") + "]}"
        }
        return WholeAnswer(body: out + #"],"usage":{"prompt_tokens":0,"total_tokens":0}}"#, usage: nil)
    }

    /// Numbers are read as numbers: a vector has thousands.
    private struct Answer: Decodable {
        let embeddings: [Vector]
        struct Vector: Decodable { let values: [Double] }
    }
}
