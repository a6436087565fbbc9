import AsyncHTTPClient
import Engines
import NIOCore
import Testing

@testable import Gateway

@Suite struct `The key of a provider` {
    private let hidden = HiddenKey("sk-very-secret")

    @Test func `is taken out of whatever is said`() {
        #expect(hidden?.hidden(in: "you sent sk-very-secret, sk-very-secret!") == "you sent …, …!")
        #expect(hidden?.hidden(in: "nothing") == "nothing" && hidden?.hidden(in: "") == "")
    }

    @Test func `is not looked for when it is a word`() { #expect(HiddenKey("key") == nil && HiddenKey(nil) == nil) }

    @Test func `is not told in the middle of a stream`() async throws {
        let text =
            #"data: {"choices":[{"index":0,"delta":{"content":"it is sk-very-secret"}}]}"# + "\n\ndata: [DONE]\n\n"
        let stream = UpstreamStream(.bytes(ByteBuffer(string: text)), OpenAIReader(), hiding: hidden)
        let chunks = try await stream.next() ?? []
        #expect(chunks.map(\.data) == [#"{"choices":[{"index":0,"delta":{"content":"it is …"}}]}"#])
        #expect(try await stream.next() == nil)
    }

    @Test func `is not told in an error in the middle of a stream`() async throws {
        let text = #"data: {"error":{"message":"wrong key sk-very-secret","type":"invalid_request_error"}}"# + "\n\n"
        let stream = UpstreamStream(.bytes(ByteBuffer(string: text)), OpenAIReader(), hiding: hidden)
        let failure = await #expect(throws: AttemptFailure.self) { try await stream.next() }
        #expect(failure?.words.contains("sk-very") == false)
    }
}
