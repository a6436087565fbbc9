import Crypto
import CryptoExtras
import FoundationEssentials
import Synchronization
import Wire

@testable import Access

/// A provider on the other side: it signs what a test wants signed, and counts what it is asked.
final class StandIn: ProviderAsking {
    static let issuer = "https://id.example"

    /// What it answers; a test changes it.
    struct Behaviour: Sendable {
        var document: JSONValue = [
            "issuer": .string(StandIn.issuer), "authorization_endpoint": "https://id.example/authorize?tenant=1",
            "token_endpoint": "https://id.example/token", "jwks_uri": "https://id.example/keys",
        ]
        var keys: JSONValue = [:]
        /// The id_token for an attempt's nonce.
        var token: @Sendable (_ nonce: String) -> String = { _ in "" }
        var nonce = ""
        var userInfo: JSONValue?
        /// For GitHub: path to answer.
        var pages: [String: JSONValue] = [:]
    }

    private let behaviour: Mutex<Behaviour>
    private let seen = Mutex<[ProviderQuestion]>([])

    init(_ behaviour: Behaviour = Behaviour()) { self.behaviour = Mutex(behaviour) }

    func change(_ body: (inout Behaviour) -> Void) { behaviour.withLock { body(&$0) } }

    /// The addresses that were asked, in order.
    var asked: [String] { seen.withLock { $0.map(\.address.description) } }
    /// The last form that was posted.
    var form: String { seen.withLock { $0.compactMap(\.form).last ?? "" } }
    /// The `Authorization` of the last question that had one.
    var authorization: String? {
        seen.withLock { $0.flatMap(\.headers).last { $0.name == "Authorization" }?.value }
    }

    func ask(_ question: ProviderQuestion, home: ProviderAddress) async throws -> ProviderAnswer {
        seen.withLock { $0.append(question) }
        let path = question.address.description.split(separator: "/").dropFirst(2).joined(separator: "/")
        let reply: JSONValue = try behaviour.withLock { now in
            switch path {
            case ".well-known/openid-configuration": return now.document
            case "keys": return now.keys
            case "token": return ["id_token": .string(now.token(now.nonce)), "access_token": "abc"]
            case "userinfo": return now.userInfo ?? [:]
            default:
                guard let page = now.pages[path] else { throw SignInError.unreachable("nobody is there") }
                return page
            }
        }
        return ProviderAnswer(status: 200, body: Array(try WireJSON.exactText(reply).utf8))
    }
}

/// A key of a provider's, to sign tokens with.
struct SigningKey: Sendable {
    let id: String
    private let key = P256.Signing.PrivateKey()

    init(_ id: String) { self.id = id }

    /// The public half, as a set of keys lists it.
    var published: JSONValue {
        let point = Array(key.publicKey.rawRepresentation)
        return [
            "kty": "EC", "crv": "P-256", "kid": .string(id), "alg": "ES256", "use": "sig",
            "x": .string(ChanceText.text(Array(point.prefix(32)))),
            "y": .string(ChanceText.text(Array(point.suffix(32)))),
        ]
    }

    /// A token with these claims, signed; `header` changes what the header says, `mac` signs with that secret instead.
    func token(_ claims: JSONValue, header: JSONValue? = nil, mac: [UInt8]? = nil) throws -> String {
        let head = header ?? ["alg": "ES256", "kid": .string(id)]
        let parts = try [head, claims].map { ChanceText.text(Array(try WireJSON.exactText($0).utf8)) }
        let text = Array(parts.joined(separator: ".").utf8)
        let signature =
            if let mac {
                Array(HMAC<SHA256>.authenticationCode(for: text, using: SymmetricKey(data: mac)))
            } else {
                Array(try key.signature(for: text).rawRepresentation)
            }
        return parts.joined(separator: ".") + "." + ChanceText.text(signature)
    }
}
