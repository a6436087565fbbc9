import Wire

/// A provider's description of itself (OpenID Connect Discovery 1.0), as far as it is needed, checked.
struct Discovery: Sendable {
    let authorization: ProviderAddress
    let token: ProviderAddress
    let keys: ProviderAddress
    let userInfo: ProviderAddress?
    /// Whether the secret is sent in the form; else in `Authorization`.
    let takesSecretInForm: Bool
    /// Whether it says that it knows PKCE with S256.
    let knowsChallenge: Bool
    /// Whether each answer names its issuer (RFC 9207).
    let namesIssuer: Bool

    /// Throws `SignInError` for a document of another issuer, or one that leads where nothing may be asked.
    init(_ document: JSONValue, issuer: ProviderAddress) throws {
        let named = document["issuer"]?.string
        guard named == issuer.description else {
            throw SignInError.refused(
                .provider, detail: "the discovery document is of `\((named ?? "nobody").prefix(200))`")
        }
        authorization = try Self.address("authorization_endpoint", document)
        token = try Self.address("token_endpoint", document)
        keys = try Self.address("jwks_uri", document)
        userInfo =
            document["userinfo_endpoint"]?.string == nil ? nil : try Self.address("userinfo_endpoint", document)
        // Without the list it means the header alone.
        let methods = document["token_endpoint_auth_methods_supported"]?.strings ?? ["client_secret_basic"]
        takesSecretInForm = methods.contains("client_secret_post")
        knowsChallenge = document["code_challenge_methods_supported"]?.strings.contains("S256") ?? false
        namesIssuer = document["authorization_response_iss_parameter_supported"]?.bool ?? false
    }

    private static func address(_ field: String, _ document: JSONValue) throws -> ProviderAddress {
        guard let address = document[field]?.string.flatMap({ ProviderAddress($0) }) else {
            throw SignInError.refused(.provider, detail: "`\(field)` of the discovery document is no usable address")
        }
        return address
    }
}
