/// A prompt that is too long, found in the words of whoever says so: the numbers are written nowhere else.
struct TooLong {
    private(set) var needed: Int?
    private(set) var window: Int?

    /// Nil when the words are of something else.
    init?(_ words: String) {
        let words = String(words.prefix(2000)).lowercased()
        for pattern in Self.neededFirst {
            guard let found = words.firstMatch(of: pattern) else { continue }
            needed = Self.number(found.output.1)
            window = Self.number(found.output.2)
            return
        }
        if let found = words.firstMatch(of: Self.sum) {
            needed = Self.number(found.output.1).flatMap { one in Self.number(found.output.2).map { one + $0 } }
            window = Self.number(found.output.3)
            return
        }
        for pattern in Self.windowFirst {
            guard let found = words.firstMatch(of: pattern) else { continue }
            window = Self.number(found.output.1)
            needed = found.output.2.flatMap(Self.number)
            return
        }
        guard Self.signs.contains(where: { words.contains($0) }) else { return nil }
    }

    /// Nil beyond what any model takes: sums must not overflow.
    private static func number(_ text: Substring) -> Int? {
        Int(text.filter { $0 != "," }).flatMap { $0 <= Int(Usage.most) ? $0 : nil }
    }

    private typealias Two = Regex<(Substring, Substring, Substring)>
    private typealias Maybe = Regex<(Substring, Substring, Substring?)>

    /// Anthropic, Gemini, llama.cpp, the engine's limit of one batch.
    private static var neededFirst: [Two] {
        [
            /prompt is too long: ([\d,]+) tokens > ([\d,]+)/,
            /input token count \(?([\d,]+)\)? exceeds the maximum number of tokens allowed \(?([\d,]+)\)?/,
            /request \(([\d,]+) tokens\) exceeds the available context size \(([\d,]+) tokens\)/,
        ]
    }

    /// Anthropic: prompt and answer together.
    private static var sum: Regex<(Substring, Substring, Substring, Substring)> {
        /exceed context limit: ([\d,]+) \+ ([\d,]+) > ([\d,]+)/
    }

    /// OpenAI, vLLM, and what one minute's tokens would not hold (OpenAI, Groq).
    private static var windowFirst: [Maybe] {
        [
            /maximum context length is ([\d,]+) tokens(?:.{0,80}?(?:resulted in|requested|contains at least) ([\d,]+))?/,
            /exceed the configured limit of ([\d,]+) tokens(?:.{0,80}?resulted in ([\d,]+))?/,
            /request too large.{0,300}?limit:? ([\d,]+)(?:.{0,20}?requested:? ([\d,]+))?/,
        ]
    }

    private static let signs = [
        "context_length_exceeded", "exceed_context_size", "exceeds the context length",
        "reduce the length of the messages",
        "prompt is too long", "context window", "maximum context length", "too large to process",
        "exceeds the available context size",
    ]
}
