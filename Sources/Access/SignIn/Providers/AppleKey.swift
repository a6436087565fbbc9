import FoundationEssentials
import JWTKit

/// The private key that Apple gave out as `AuthKey_….p8`, and whose it is. It prints as `***`.
package struct AppleKey: Sendable, CustomStringConvertible, CustomReflectable {
    /// Seconds. Apple takes up to half a year; each is used once.
    private static let life: Int64 = 300
    private static let audience = "https://appleid.apple.com"

    private let team: String
    private let id: String
    private let key: ES256PrivateKey

    /// Throws when the text is no private key for P-256 in PEM.
    package init(team: String, id: String, pem: String) throws {
        self.team = team
        self.id = id
        key = try ES256PrivateKey(pem: pem)
    }

    /// The `client_secret` for one exchange: a JWT signed with ES256.
    func secret(for client: String, now: Int64) async throws -> String {
        let keys = JWTKeyCollection()
        await keys.add(ecdsa: key, kid: JWKIdentifier(string: id))
        let seconds = now / 1000
        let payload = Payload(iss: team, sub: client, aud: Self.audience, iat: seconds, exp: seconds + Self.life)
        return try await keys.sign(payload, kid: JWKIdentifier(string: id))
    }

    package var description: String { "***" }
    package var customMirror: Mirror { Mirror(self, children: []) }

    private struct Payload: JWTPayload {
        let iss: String
        let sub: String
        let aud: String
        let iat: Int64
        let exp: Int64

        func verify(using algorithm: some JWTAlgorithm) async throws {}
    }
}
