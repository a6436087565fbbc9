import Wire

/// What an answer with an error says, wherever its provider puts it.
struct ProviderRefusal {
    let status: Int?
    let words: String
    /// OpenAI's `type`, Anthropic's `type`, Gemini's `status`.
    let type: String
    /// OpenAI's `code`.
    let code: String
    let json: JSONValue?

    init(status: Int?, body: String) {
        // A page of a proxy is text, and said as such.
        let json = try? WireJSON.decodeExactly(JSONValue.self, from: body)  // read as text below
        self.init(status: status, json: json?.array?.first ?? json, otherwise: body)
    }

    init(status: Int?, json: JSONValue?, otherwise text: String = "") {
        self.status = status
        self.json = json
        let error = json?["error"]
        let inner = error?["message"]?.string ?? error?.string ?? json?["message"]?.string ?? json?["detail"]?.string
        type = error?["type"]?.string ?? error?["status"]?.string ?? ""
        code = error?["code"]?.string ?? ""
        let plain = inner ?? Self.plain(text)
        words = plain.isEmpty ? "" : KeyMask.masked(String(plain.prefix(500)))
        whole = plain
    }

    /// Before anything was masked: numbers are read from it, and nothing else.
    let whole: String

    /// Whether it says, whatever its status, that there is no such model: proxies answer so with 400.
    var namesNoModel: Bool {
        let words = whole.prefix(2000).lowercased()
        return words.contains("invalid model name") || words.contains(/model .{1,200}(?:does not exist|not found)/)
    }

    /// A failure in the provider's words. What is said of a key is not repeated at all.
    func failure(_ kind: AttemptFailure.Kind, wait: Duration? = nil) -> AttemptFailure {
        let numbered = status.map { "status \($0)" } ?? "an error in the answer"
        let said =
            kind == .auth && status != 403 ? "the key is missing, wrong or not allowed this (\(numbered))" : words
        var failure = AttemptFailure(
            kind, said.isEmpty ? "it answered with \(numbered)" : said, status: status, retryAfter: wait)
        if kind == .contextTooLong, let numbers = TooLong(whole) {
            failure.needed = numbers.needed
            failure.window = numbers.window
        }
        return failure
    }

    /// A page without its marks.
    private static func plain(_ text: String) -> String {
        let start = String(decoding: text.utf8.prefix(2000), as: UTF8.self)
        let bare = start.contains("<") ? start.replacing(/<[^>]{0,500}>/, with: " ") : start
        return bare.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }
}
