import JWTKit
import Wire

/// An algorithm that an id_token may be signed with. Whatever is not here, `none` and the shared secrets of HS256 among
/// it, does not exist.
enum TokenAlgorithm: String, Sendable, CaseIterable {
    case rs256 = "RS256"
    case rs384 = "RS384"
    case rs512 = "RS512"
    case ps256 = "PS256"
    case es256 = "ES256"
    case es384 = "ES384"

    /// The kind of key it takes (RFC 7518, 6.1).
    var keyType: String { rawValue.hasPrefix("E") ? "EC" : "RSA" }
    /// The curve of its key; nil for RSA.
    var curve: String? {
        switch self {
        case .es256: "P-256"
        case .es384: "P-384"
        default: nil
        }
    }
}

/// The part of an id_token that says how it is signed. Nobody has proved it yet.
struct TokenHeader: Sendable, Hashable {
    let algorithm: TokenAlgorithm
    /// Which key; nil where the issuer has one alone.
    let key: String?

    /// Throws `SignInError` for a text that is no JWS of three parts, another algorithm, or demands nobody here knows.
    init(_ token: String) throws {
        func wrong(_ why: String) -> SignInError { .refused(.rejected, detail: "the id_token \(why)") }
        guard token.utf8.count <= SignInLimits.token else { throw wrong("is too long") }
        let parts = token.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 3, parts.allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy(ChanceText.isPlain) }) else {
            throw wrong("is no signed token")
        }
        guard let bytes = ChanceText.bytes(parts[0]), ChanceText.bytes(parts[1]) != nil,
            ChanceText.bytes(parts[2]) != nil
        else { throw wrong("is no signed token") }
        let text = String(decoding: bytes, as: UTF8.self)
        guard let header = try? WireJSON.decodeExactly(JSONValue.self, from: text), header.object != nil else {  // told
            throw wrong("has no readable header")
        }
        guard let algorithm = header["alg"]?.string.flatMap({ TokenAlgorithm(rawValue: $0) }) else {
            throw wrong("is signed with `\((header["alg"]?.string ?? "nothing").prefix(20))`")
        }
        guard header["crit"] == nil else { throw wrong("demands what nobody here knows") }
        let key = header["kid"]
        guard key == nil || (key?.string.map { (1...512).contains($0.utf8.count) } ?? false) else {
            throw wrong("names no key")
        }
        self.algorithm = algorithm
        self.key = key?.string
    }
}
