import AsyncHTTPClient
import NIOHTTP1

/// The last answer of a chain of redirects.
struct HubAnswer {
    let status: Int
    let headers: HTTPHeaders
    let body: HTTPClientResponse.Body
    /// Where it was given.
    let location: WebLocation
    /// The name of a file's bytes as the Hub itself gave it on the way; nothing a content network says counts.
    let identity: String?

    var isSuccess: Bool { (200..<300).contains(status) }
    var contentLength: Int64? {
        headers.first(name: "Content-Length").flatMap { Int64($0) }.flatMap { $0 < 0 ? nil : $0 }
    }

    /// Whether the body is compressed although we asked that it be not.
    var isEncoded: Bool {
        guard let encoding = headers.first(name: "Content-Encoding") else { return false }
        return !encoding.isEmpty && encoding.lowercased() != "identity"
    }
}

extension HubAnswer {
    /// The same answer with the identity that is already known.
    func naming(_ identity: String?) -> HubAnswer {
        HubAnswer(status: status, headers: headers, body: body, location: location, identity: identity)
    }
}

/// Collects a file's identity over the hops that the Hub itself answers.
struct IdentityTrail {
    private var linked: String?
    private var plain: String?

    var identity: String? { linked ?? plain }

    mutating func note(_ headers: HTTPHeaders) {
        linked = linked ?? headers.first(name: "X-Linked-ETag").flatMap { Self.bare($0) }
        plain = headers.first(name: "ETag").flatMap { Self.bare($0) } ?? plain
    }

    /// Without `W/` and quotes; nil when it is no plausible tag.
    private static func bare(_ tag: String) -> String? {
        let text = (tag.hasPrefix("W/") ? tag.dropFirst(2) : tag[...]).filter { $0 != "\"" }
        return (1...200).contains(text.utf8.count) && text.utf8.allSatisfy { (33...126).contains($0) } ? text : nil
    }
}
