import AsyncHTTPClient
import Domain
import NIOCore
import NIOHTTP1
import Synchronization
import Wire

extension RemoteHub {
    static let maximumJSON = 64 << 20

    /// A GET whose answer is JSON, with retries; gives the value and the answer it came with.
    func json(_ location: WebLocation, about subject: HubSubject) async throws -> (value: JSONValue, answer: HubAnswer)
    {
        try await retrying {
            let answer = try await follow(location, headers: ["Accept": "application/json"])
            try await check(answer, about: subject)
            let bytes = try await collect(answer.body, limit: Self.maximumJSON, what: "the answer about \(subject)")
            guard let value = JSONValue(bytes: bytes) else {
                throw HubError.malformed(what: "what \(answer.location.origin.host) says of \(subject) is not JSON")
            }
            return (value, answer)
        }
    }

    /// Throws what a refusal means; returns when the answer is a success in a form we can read.
    func check(_ answer: HubAnswer, about subject: HubSubject) async throws {
        guard answer.isSuccess else {
            let words = try? await collect(answer.body, limit: 65_536, what: "an error")  // the status says enough
            let body = words ?? []
            if Task.isCancelled { throw CancellationError() }
            let refusal = Refusal(answer, body: body, token: settings.token)
            throw refusal.error(about: subject, endpoint: endpoint, isAnonymous: settings.token == nil)
        }
        guard !answer.isEncoded else {
            throw HubError.malformed(what: "\(answer.location.origin.host) sent \(subject) compressed")
        }
    }

    /// All bytes of a body; an error over the limit, or when nothing comes for as long as `settings.stall`.
    func collect(_ body: HTTPClientResponse.Body, limit: Int, what: String) async throws -> [UInt8] {
        let arrived = ArrivedBytes()
        let (stall, host) = (settings.stall, endpoint.host)
        return try await withThrowingTaskGroup(of: [UInt8]?.self) { group in
            group.addTask {
                var bytes: [UInt8] = []
                do {
                    for try await buffer in body {
                        guard bytes.count + buffer.readableBytes <= limit else {
                            throw HubError.tooLarge(what: what, limit: ByteCount(limit))
                        }
                        bytes += buffer.readableBytesView
                        arrived.count.withLock { $0 = bytes.count }
                    }
                } catch {
                    throw try HubError(transport: error, reading: what)
                }
                return bytes
            }
            group.addTask {
                var before = -1
                while true {
                    let now = arrived.count.withLock { $0 }
                    guard now != before else { throw HubError.timeout(host: host, waited: stall) }
                    before = now
                    try await Task.sleep(for: stall)
                }
            }
            defer { group.cancelAll() }
            return try await group.next()?.flatMap { $0 } ?? []
        }
    }
}

/// How much of a body is there: written by its reader, watched by its watchdog.
private final class ArrivedBytes: Sendable {
    let count = Mutex(0)
}
