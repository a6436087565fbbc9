import Domain
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import NIOCore
import Testing

@testable import API

@Suite struct `The mirror over a real connection` {
    @Test func `sends whole files, parts and heads one after the other`() async throws {
        try await MirrorServer().application.test(.live) { client in
            let path = "/hub/acme/tiny/resolve/main/model.safetensors"
            let head = try await client.execute(uri: path, method: .head)
            #expect(head.headers[.contentLength] == "7" && head.body.readableBytes == 0)
            let whole = try await client.execute(uri: path, method: .get)
            #expect(whole.text == "weights" && whole.headers[.transferEncoding] == nil)
            let part = try await client.execute(uri: path, method: .get, headers: [.range: "bytes=-3"])
            #expect(part.text == "hts" && part.headers[.contentLength] == "3")
            let same = try await client.execute(uri: path, method: .get, headers: [.ifNoneMatch: "*"])
            #expect(same.status == .notModified)
            let gone = try await client.execute(uri: "/hub/acme/tiny/resolve/main/nope", method: .head)
            #expect(gone.status == .notFound && gone["X-Error-Code"] == "EntryNotFound")
            let again = try await client.execute(uri: path, method: .get)
            #expect(again.text == "weights")
        }
    }
}
