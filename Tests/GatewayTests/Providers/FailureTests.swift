import Testing
import Wire

@testable import Gateway

/// An error as a provider sent it, and what it means.
struct RecordedFailure: Sendable, CustomTestStringConvertible {
    let provider: String
    let status: Int
    var headers: [String: String] = [:]
    let body: String
    let kind: AttemptFailure.Kind
    var wait: Duration?
    var needed: Int?
    var window: Int?

    var testDescription: String { "\(provider) \(status) \(kind.rawValue) \(body.prefix(60))" }
}

@Suite struct `An error of a provider` {
    @Test(
        arguments: RecordedFailure.openAI + RecordedFailure.compatible + RecordedFailure.anthropic
            + RecordedFailure.gemini)
    func `is told apart`(case recorded: RecordedFailure) throws {
        let failure = try Speaking.dialect(recorded.provider).failure(
            status: recorded.status, headers: recorded.headers, body: recorded.body)
        #expect(failure.kind == recorded.kind)
        #expect(failure.retryAfter == recorded.wait)
        #expect(failure.needed == recorded.needed)
        #expect(failure.window == recorded.window)
        #expect(failure.status == recorded.status)
        #expect(!failure.words.isEmpty && failure.words.count <= 500)
    }

    @Test(arguments: Dialects.names)
    func `never tells a key`(provider: String) throws {
        let keys = [
            "sk-proj-abcDEF123456", "gsk_abcdefgh12345678", "AIzaSyA1234567890abcdefghijklmnopqrstuv",
            "sk-ant-api03-xyz",
            "mysecret", "0123456789abcdef0123456789abcdef",
        ]
        for key in keys {
            for (status, words) in [
                (401, "Incorrect API key provided: \(key)."), (400, "key=\(key) is bad"),
                (403, "Bearer \(key) may not"),
                (500, "failed with api_key: \(key)"), (200, "token '\(key)'"),
            ] {
                for body in [#"{"error":{"message":"\#(words)","type":"x"}}"#, words, #"{"error":"\#(words)"}"#] {
                    let failure = try Speaking.dialect(provider).failure(status: status, headers: [:], body: body)
                    #expect(!failure.words.contains(key), "\(failure.words)")
                }
            }
        }
    }

    @Test(arguments: Dialects.names)
    func `may be anything`(provider: String) throws {
        let dialect = try Speaking.dialect(provider)
        for body in ["", "null", "[]", "{", "[{}]", #"{"error":null}"#, #"{"error":[1]}"#, #"{"error":{"message":7}}"#]
        {
            for status in [200, 302, 400, 418, 500, 599, 999, 0] {
                #expect(!dialect.failure(status: status, headers: ["retry-after": "x"], body: body).words.isEmpty)
            }
        }
        let page = "<html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1></body></html>"
        let failure = dialect.failure(status: 502, headers: [:], body: page)
        #expect(failure.kind == .overloaded && failure.words.hasPrefix("502 Bad Gateway"))
    }

    @Test func `waits by the first header that says how long`() {
        #expect(ProviderWait.read(["retry-after-ms": "1500", "retry-after": "9"]) == .milliseconds(1500))
        #expect(ProviderWait.read(["retry-after": "Sat, 21 Nov 2026 20:00:10 GMT"]) == nil)
        let date = "Sat, 21 Nov 2026 20:00:00 GMT"
        #expect(ProviderWait.read(["retry-after": "Sat, 21 Nov 2026 20:00:10 GMT", "date": date]) == .seconds(10))
        #expect(ProviderWait.read(["retry-after": "-4"]) == nil)
        #expect(ProviderWait.read(["retry-after": "1e300"]) == .seconds(86_400))
        #expect(
            ProviderWait.read([
                "anthropic-ratelimit-tokens-remaining": "0", "date": date,
                "anthropic-ratelimit-tokens-reset": "2026-11-21T20:01:00Z",
            ]) == .seconds(60))
        #expect(
            ProviderWait.read(["x-ratelimit-remaining-tokens": "12", "x-ratelimit-reset-tokens": "2m59.56s"]) == nil)
    }
}
