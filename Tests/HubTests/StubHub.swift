import AsyncHTTPClient
import Domain
import NIOCore
import NIOHTTP1
import NIOPosix
import Synchronization

@testable import Hub

/// A request as a server of this test saw it.
struct StubRequest: Sendable {
    let method: String
    let target: String
    let headers: HTTPHeaders

    var path: String { String(target.prefix { $0 != "?" }) }
    subscript(name: String) -> String? { headers.first(name: name) }
}

/// What a server of this test answers.
struct StubResponse: Sendable {
    var status = 200
    var headers: [(String, String)] = []
    var body: [UInt8] = []
    /// Breaks the connection after this many bytes of the body.
    var breaksAfter: Int?
    /// Sends the head and then nothing.
    var hangs = false

    static func json(_ text: String, headers: [(String, String)] = []) -> StubResponse {
        StubResponse(headers: headers + [("Content-Type", "application/json")], body: Array(text.utf8))
    }

    static func text(_ text: String) -> StubResponse { StubResponse(body: Array(text.utf8)) }

    static func redirect(_ location: String, status: Int = 302, headers: [(String, String)] = []) -> StubResponse {
        StubResponse(status: status, headers: headers + [("Location", location)])
    }

    static func refusal(_ status: Int, code: String? = nil, says: String = "") -> StubResponse {
        let headers = code.map { [("X-Error-Code", $0)] } ?? []
        return StubResponse(status: status, headers: headers, body: Array("{\"error\":\"\(says)\"}".utf8))
    }
}

/// A real HTTP server on a loopback port that answers what the test says and remembers what it was asked.
final class StubHub: Sendable {
    private let seen = Mutex<[StubRequest]>([])
    private let respond: @Sendable (StubRequest, _ port: Int) -> StubResponse
    private let opened = Mutex<(any Channel)?>(nil)

    private init(_ respond: @escaping @Sendable (StubRequest, Int) -> StubResponse) { self.respond = respond }

    var requests: [StubRequest] { seen.withLock { $0 } }
    var paths: [String] { requests.map(\.path) }
    var port: Int { opened.withLock { $0?.localAddress?.port ?? 0 } }
    var url: String { "http://127.0.0.1:\(port)" }

    fileprivate func answer(_ request: StubRequest) -> StubResponse {
        seen.withLock { $0.append(request) }
        return respond(request, port)
    }

    /// Starts a server for as long as `body` runs.
    @discardableResult
    static func with<Result>(
        _ respond: @escaping @Sendable (StubRequest, _ port: Int) -> StubResponse,
        _ body: (StubHub) async throws -> Result
    ) async throws -> Result {
        let stub = StubHub(respond)
        let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .serverChannelOption(ChannelOptions.socketOption(.so_reuseaddr), value: 1)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.configureHTTPServerPipeline()
                    try channel.pipeline.syncOperations.addHandler(StubHandler(stub))
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        stub.opened.withLock { $0 = channel }
        do {
            let result = try await body(stub)
            try await channel.close()
            return result
        } catch {
            try await channel.close()
            throw error
        }
    }
}

private final class StubHandler: ChannelInboundHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundOut = HTTPServerResponsePart

    private let stub: StubHub
    private var head: HTTPRequestHead?

    init(_ stub: StubHub) { self.stub = stub }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head(let head): self.head = head
        case .body: break
        case .end:
            guard let head else { return }
            let request = StubRequest(method: head.method.rawValue, target: head.uri, headers: head.headers)
            send(stub.answer(request), context)
        }
    }

    private func send(_ response: StubResponse, _ context: ChannelHandlerContext) {
        var headers = HTTPHeaders(response.headers)
        if headers["Content-Length"].isEmpty, headers["Transfer-Encoding"].isEmpty {
            headers.add(name: "Content-Length", value: String(response.body.count))
        }
        let head = HTTPResponseHead(
            version: .http1_1, status: .init(statusCode: response.status), headers: headers)
        context.write(wrapOutboundOut(.head(head)), promise: nil)
        let bytes = response.breaksAfter.map { response.body.prefix($0) } ?? response.body[...]
        if !response.hangs, !bytes.isEmpty {
            context.write(wrapOutboundOut(.body(.byteBuffer(ByteBuffer(bytes: bytes)))), promise: nil)
        }
        if response.breaksAfter != nil {
            let bound = NIOLoopBound(context, eventLoop: context.eventLoop)
            context.writeAndFlush(wrapOutboundOut(.body(.byteBuffer(ByteBuffer())))).whenComplete { _ in
                bound.value.close(promise: nil)
            }
        } else if response.hangs {
            context.flush()
        } else {
            context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
        }
    }
}
