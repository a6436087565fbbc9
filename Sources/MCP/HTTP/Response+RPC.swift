import API
import HTTPTypes
import Hummingbird
import NIOCore
import ServiceLifecycle
import Wire

extension Response {
    /// Bytes sent to say that somebody is still at work, so that no proxy takes the silence for death.
    private static let pingEvery = Duration.seconds(15)
    /// Events that wait for a slow reader; of more the oldest go, and the answer is the newest.
    private static let eventsHeld = 64

    /// A message of the protocol as JSON.
    init(rpc message: JSONValue, status: HTTPResponse.Status = .ok, headers: HTTPFields = [:]) throws {
        var fields = headers
        fields[.contentType] = "application/json"
        fields[.cacheControl] = "no-store"
        fields[.xContentTypeOptions] = "nosniff"
        let body = ByteBuffer(string: try WireJSON.exactText(message))
        self.init(status: status, headers: fields, body: ResponseBody(byteBuffer: body))
    }

    /// An error with the status that goes with it: in the handshake's days only the message itself could be at fault.
    init(_ error: RPCError, to id: RequestID?, in headers: RoutingHeaders? = nil) throws {
        let isStateless = headers?.isStateless ?? true
        let status: HTTPResponse.Status =
            switch error.code {
            case -32700, -32600, -32020, -32022: error == .tooLarge ? .contentTooLarge : .badRequest
            case -32602: isStateless ? .badRequest : .ok
            case -32601: isStateless ? .notFound : .ok
            case RPCError.busy.code: .serviceUnavailable
            default: .ok
            }
        try self.init(rpc: error.answer(to: id), status: status)
    }

    /// The notifications of a call and then its answer, as Server-Sent Events. A client that goes away ends the waiting, not
    /// the work.
    init(streaming pending: PendingCall) {
        var headers: HTTPFields = [
            .contentType: "text/event-stream", .cacheControl: "no-store", .xContentTypeOptions: "nosniff",
        ]
        // Proxies such as nginx would hold small pieces back.
        headers[.xAccelBuffering] = "no"
        self.init(
            status: .ok, headers: headers,
            body: ResponseBody { writer in
                let (events, sending) = AsyncStream<ByteBuffer>.makeStream(
                    bufferingPolicy: .bufferingNewest(Self.eventsHeld))
                try await withThrowingTaskGroup(of: Void.self) { group in
                    group.addTask {
                        defer { sending.finish() }
                        let answer = await pending.run { sending.yield(Self.event($0)) }
                        if let answer { sending.yield(Self.event(answer)) }
                    }
                    group.addTask {
                        while true {
                            try await Task.sleep(for: Self.pingEvery)
                            sending.yield(ByteBuffer(string: ": at work\n\n"))
                        }
                    }
                    group.addTask {
                        try await gracefulShutdown()
                        sending.finish()
                    }
                    for await event in events { try await writer.write(event) }
                    group.cancelAll()
                }
                try await writer.finish(nil)
            })
    }

    private static func event(_ message: JSONValue) -> ByteBuffer {
        do {
            return ByteBuffer(string: "event: message\ndata: \(try WireJSON.exactText(message))\n\n")
        } catch {
            // Made of values that were read as JSON: there is nothing in it that JSON lacks.
            return ByteBuffer(string: ": an answer that is no JSON\n\n")
        }
    }
}
