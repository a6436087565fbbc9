import JWTKit
import Wire

/// The public keys of an issuer (RFC 7517): those that can be used, and no others.
struct KeySet: Sendable {
    /// One key, its numbers checked for length: what checks signatures must never meet an empty or an endless one.
    private struct Key: Sendable {
        let id: String?
        let type: String
        let algorithm: String?
        let curve: String?
        /// `n` and `e`, or `x` and `y`.
        let numbers: (String, String)

        /// Nil for a key of another kind, for another use, or with numbers that are none.
        init?(_ value: JSONValue) {
            guard value["use"]?.string ?? "sig" == "sig", let type = value["kty"]?.string else { return nil }
            if let operations = value["key_ops"]?.strings, !operations.contains("verify") { return nil }
            id = value["kid"]?.string
            self.type = type
            algorithm = value["alg"]?.string
            curve = value["crv"]?.string
            let names = type == "RSA" ? ("n", "e") : ("x", "y")
            guard ["RSA", "EC"].contains(type), let one = value[names.0]?.string, let other = value[names.1]?.string,
                let first = ChanceText.bytes(one), let second = ChanceText.bytes(other)
            else { return nil }
            let lengths = Self.lengths(type, curve)
            guard lengths.0.contains(first.count), lengths.1.contains(second.count) else { return nil }
            guard type == "EC" || (second.last.map { $0 % 2 == 1 } ?? false && second != [1]) else { return nil }
            numbers = (one, other)
        }

        /// In bytes: RSA of 2048 to 8192 bits with a small exponent, P-256, P-384.
        private static func lengths(_ type: String, _ curve: String?) -> (ClosedRange<Int>, ClosedRange<Int>) {
            if type == "RSA" { return (256...1025, 1...4) }
            return curve == "P-384" ? (48...48, 48...48) : (32...32, 32...32)
        }
    }

    private let keys: [Key]

    /// Throws `SignInError` for a document without keys. Keys that cannot be used are left out.
    init(_ document: JSONValue) throws {
        guard let list = document["keys"]?.array else {
            throw SignInError.refused(.provider, detail: "the provider's keys are no set of keys")
        }
        keys = list.prefix(SignInLimits.keys).compactMap { Key($0) }
    }

    /// Whether the key is here that the header asks for.
    func holds(_ header: TokenHeader) -> Bool { key(for: header) != nil }

    /// The payload of a token, when one of these keys signed it. Throws `SignInError`.
    func verified(_ token: String, _ header: TokenHeader) async throws -> JSONValue {
        guard let key = key(for: header), let algorithm = JWK.Algorithm(rawValue: header.algorithm.rawValue) else {
            throw SignInError.refused(.rejected, detail: "the id_token is signed with a key that is not the provider's")
        }
        // The algorithm belongs to the key from here on, so that the token has no say in how it is checked.
        let id = JWKIdentifier(string: "key")
        let (one, other) = key.numbers
        let known: JWK =
            switch header.algorithm.keyType {
            case "RSA": .rsa(algorithm, identifier: id, modulus: one, exponent: other)
            default:
                .ecdsa(algorithm, identifier: id, x: one, y: other, curve: header.algorithm == .es384 ? .p384 : .p256)
            }
        do {
            let collection = JWTKeyCollection()
            try await collection.add(jwk: known)
            return try await collection.verify(token, as: Payload.self).value
        } catch {
            throw SignInError.refused(.rejected, detail: "the signature of the id_token does not hold")
        }
    }

    /// By its id; without one, the only key that fits. Two of one id are none: nobody can tell which is meant.
    private func key(for header: TokenHeader) -> Key? {
        let fitting = keys.filter { key in
            (header.key == nil || key.id == header.key) && key.type == header.algorithm.keyType
                && key.curve == header.algorithm.curve
                && (key.algorithm == nil || key.algorithm == header.algorithm.rawValue)
        }
        return fitting.count == 1 ? fitting[0] : nil
    }

    private struct Payload: JWTPayload {
        let value: JSONValue

        init(from decoder: any Decoder) throws { value = try JSONValue(from: decoder) }
        func encode(to encoder: any Encoder) throws { try value.encode(to: encoder) }
        /// What it says is checked by `TokenClaims`, with the clock of the house.
        func verify(using algorithm: some JWTAlgorithm) async throws {}
    }
}
