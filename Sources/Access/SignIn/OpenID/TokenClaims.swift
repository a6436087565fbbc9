import Wire

/// What a proven id_token says, held against what was asked (OpenID Connect Core 1.0, 3.1.3.7).
struct TokenClaims: Sendable {
    private let values: JSONValue

    /// - Parameter now: milliseconds since 1970.
    ///
    /// Throws `SignInError` for a token of another issuer, for another client, of another time or another attempt.
    init(_ values: JSONValue, of provider: SignInProvider, nonce: ChanceText, now: Int64) throws {
        func wrong(_ why: String) -> SignInError { .refused(.rejected, detail: "the id_token \(why)") }
        guard let issuer = values["iss"]?.string, provider.spellings.contains(issuer) else {
            throw wrong("is of another issuer")
        }
        let audience = values["aud"]?.strings ?? []
        guard audience.contains(provider.client) else { throw wrong("is for another client") }
        let party = values["azp"]?.string
        guard party == provider.client || (party == nil && audience.count == 1) else {
            throw wrong("was given to another client")
        }
        let seconds = Double(now) / 1000
        let leeway = Double(SignInLimits.leeway) / 1000
        guard let end = values["exp"]?.double, end + leeway > seconds else { throw wrong("has ended") }
        guard let made = values["iat"]?.double, made - leeway < seconds else { throw wrong("is of the future") }
        guard (values["nbf"]?.double ?? 0) - leeway < seconds else { throw wrong("does not hold yet") }
        guard values["nonce"]?.string == nonce.revealed else { throw wrong("is of another attempt") }
        self.values = values
    }

    /// Who it is about. Throws `SignInError` when it does not say.
    func identity(of provider: SignInProvider) throws -> ExternalClaims {
        guard let subject = ExternalClaims.subject(values["sub"]?.string) else {
            throw SignInError.refused(.rejected, detail: "the id_token names nobody")
        }
        var claims = ExternalClaims(issuer: provider.issuer.description, subject: subject)
        claims.takeProfile(values)
        return claims
    }
}

extension ExternalClaims {
    /// The claims of OpenID Connect Core 5.1 that are of use, from a token or from `userinfo`.
    mutating func takeProfile(_ values: JSONValue) {
        if let address = Self.address(values["email"]?.string) {
            // Apple writes its truths as words.
            let isVerified = values["email_verified"]?.bool ?? (values["email_verified"]?.string == "true")
            email = isVerified ? address : nil
            hasUnverifiedEmail = !isVerified
        }
        hostedDomain = values["hd"]?.string ?? hostedDomain
        label = values["name"]?.string ?? label
        login = values["preferred_username"]?.string ?? login
    }
}

extension SignInProvider {
    /// How the issuer spells itself in tokens.
    var spellings: [String] {
        let usual = issuer.description
        return kind == .google && usual == "https://accounts.google.com" ? [usual, "accounts.google.com"] : [usual]
    }
}
