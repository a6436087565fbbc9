package import AsyncHTTPClient
import Engines
import NIOCore
import NIOHTTP1

/// A provider behind an address, asked over HTTP.
package struct RemoteProvider: Provider {
    let dialect: any Dialect
    /// Without a slash at its end.
    let address: String
    let key: String?
    private let hidden: HiddenKey?
    let http: HTTPClient
    package let isLocal: Bool

    /// A whole answer, in bytes, at most.
    private static let largest = 64 << 20
    /// What is read of an error.
    private static let largestError = 64 << 10
    private static let longest = TimeAmount.hours(24)

    package init(dialect: any Dialect, address: String, key: String?, http: HTTPClient) {
        self.dialect = dialect
        self.address = address.hasSuffix("/") ? String(address.dropLast()) : address
        self.key = key
        hidden = HiddenKey(key)
        self.http = http
        isLocal = EngineEndpoint.isLoopback(address)
    }

    package var silentWindow: Int? { dialect.silentWindow }

    package func ask(_ question: Question, model: String, _ watch: AttemptWatch) async throws -> ProviderAnswer {
        let call = try dialect.call(question, model: model, key: key)
        let response = try await send(call)
        guard (200..<300).contains(Int(response.status.code)) else { throw await refusal(response) }
        if question.isStreamed {
            return .stream(
                UpstreamStream(response.body, dialect.reader(for: question, model: model), hiding: hidden))
        }
        let body = try await text(response.body, limit: Self.largest)
        return .whole(try dialect.answer(body, to: question, model: model))
    }

    private func send(_ call: ProviderCall) async throws -> HTTPClientResponse {
        var request = HTTPClientRequest(url: address + call.path)
        request.method = .POST
        request.headers.add(name: "content-type", value: "application/json")
        for (name, value) in call.headers { request.headers.add(name: name, value: value) }
        request.body = .bytes(ByteBuffer(string: call.body))
        do {
            return try await http.execute(request, timeout: Self.longest)
        } catch {
            throw AttemptFailure.line(error, "no answer from the provider")
        }
    }

    private func refusal(_ response: HTTPClientResponse) async -> AttemptFailure {
        let headers = Dictionary(response.headers.map { ($0.name.lowercased(), $0.value) }) { first, _ in first }
        let body: String
        do {
            body = try await text(response.body, limit: Self.largestError)
        } catch {
            body = ""  // the status says enough
        }
        return dialect.failure(status: Int(response.status.code), headers: headers, body: body)
    }

    private func text(_ body: HTTPClientResponse.Body, limit: Int) async throws -> String {
        do {
            let text = String(buffer: try await body.collect(upTo: limit))
            return hidden?.hidden(in: text) ?? text
        } catch is NIOTooManyBytesError {
            throw AttemptFailure(.malformed, "the answer is larger than \(limit) bytes")
        } catch {
            throw AttemptFailure.line(error, "the answer broke off", hadBegun: true)
        }
    }
}
