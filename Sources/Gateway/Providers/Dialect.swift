package import Engines

/// How a provider speaks: translation between OpenAI's words and its own, both ways. Pure: what sends is elsewhere.
package protocol Dialect: Sendable {
    /// The address of the provider's own service, when the configuration names none; nil when there is none.
    var home: String? { get }

    /// The environment variables its own tools read for the key, in their order.
    var keyVariables: [String] { get }

    /// Tokens beyond which it cuts a prompt without a word, where nobody says how many its model takes; nil for one that
    /// says so when a prompt is too long.
    var silentWindow: Int? { get }

    /// The request to send. Throws `unsupported` or `badRequest` when this provider cannot be asked this.
    func call(_ question: Question, model: String, key: String?) throws(AttemptFailure) -> ProviderCall

    /// A whole answer, as OpenAI's. Throws `malformed`, or what an answer that is really an error says.
    func answer(_ body: String, to question: Question, model: String) throws(AttemptFailure) -> WholeAnswer

    /// Reads one streamed answer.
    func reader(for question: Question, model: String) -> any StreamReading

    /// What an answer with an error status says. The headers' names are in lower case.
    func failure(status: Int, headers: [String: String], body: String) -> AttemptFailure
}

extension Dialect {
    package var silentWindow: Int? { nil }
}

/// A request as it goes over the wire, by POST.
package struct ProviderCall: Hashable, Sendable {
    /// Behind the provider's address, beginning with `/`; may have a query.
    package let path: String
    /// The names in lower case; `content-type` is set by what sends.
    package let headers: [String: String]
    package let body: String

    package init(path: String, headers: [String: String], body: String) {
        self.path = path
        self.headers = headers
        self.body = body
    }
}

/// A whole answer in OpenAI's words.
package struct WholeAnswer: Hashable, Sendable {
    /// The JSON, ready to be sent.
    package let body: String
    package let usage: Usage?

    package init(body: String, usage: Usage?) {
        self.body = body
        self.usage = usage
    }
}

/// Translates one stream, event by event.
package protocol StreamReading: Sendable {
    /// What one event gives: none, one or several chunks. Throws what an error inside the stream says.
    mutating func take(_ event: ServerEvent) throws(AttemptFailure) -> [AnswerChunk]

    /// What the end of the stream gives; throws `malformed` when it ended in the middle of an answer.
    mutating func end() throws(AttemptFailure) -> [AnswerChunk]

    /// What came was the last of the answer: nothing behind it is read.
    var isOver: Bool { get }
}

extension StreamReading {
    package var isOver: Bool { false }
}

/// One event of a streamed answer, as OpenAI's.
package struct AnswerChunk: Hashable, Sendable {
    /// The JSON of the event on one line, ready to be sent.
    package let data: String
    /// Text, thought or a tool call for the reader: from the first such chunk on the answer is this provider's.
    package let hasContent: Bool
    package let usage: Usage?

    package init(_ data: String, hasContent: Bool, usage: Usage? = nil) {
        self.data = data
        self.hasContent = hasContent
        self.usage = usage
    }
}
