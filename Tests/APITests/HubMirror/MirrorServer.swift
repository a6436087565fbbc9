import API
import Access
import Domain
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Wire

/// A mirror over a catalogue, asked without a network.
struct MirrorServer {
    let application: Application<RouterResponder<AccessContext>>

    init(_ catalogue: any MirrorCatalogue, publicAddress: String? = nil) {
        let access = AccessService(database: NoDatabase()) { 0 }
        let router = RouteTable(gate: RouteGuard(access: access, anonymous: .everything), hosts: .loopback)
        HubMirror(catalogue: catalogue, publicAddress: publicAddress).addRoutes(to: router)
        application = Application(responder: router.responder())
    }

    /// A model, a dataset and a gated model.
    init() throws {
        self.init(
            MemoryCatalogue([
                try Sample.repository("acme/tiny"), try Sample.repository("acme/words", kind: .dataset),
                try Sample.repository("acme/locked", access: .gated(page: "https://hub.example/acme/locked")),
                try Sample.repository("acme/closed", access: .disabled),
            ]))
    }

    func ask(
        _ path: String, _ method: HTTPRequest.Method = .get, headers: HTTPFields = [:], body: String? = nil
    ) async throws -> TestResponse {
        try await application.test(.router) { client in
            try await client.execute(
                uri: "/hub" + path, method: method, headers: headers, body: body.map { ByteBuffer(string: $0) })
        }
    }
}

extension TestResponse {
    var text: String { String(buffer: body) }

    subscript(_ name: String) -> String? { HTTPField.Name(name).flatMap { headers[$0] } }
}
