import FoundationEssentials
import Wire

/// A provider that speaks OpenID Connect: Google, Apple, any issuer.
struct OpenIDProvider: ProviderSpeaking {
    private let provider: SignInProvider
    private let asking: any ProviderAsking
    private let now: @Sendable () -> Int64
    private let discovery: Remembered<Discovery>
    private let keys: Remembered<KeySet>

    init(_ provider: SignInProvider, asking: any ProviderAsking, now: @escaping @Sendable () -> Int64) {
        self.provider = provider
        self.asking = asking
        self.now = now
        let home = provider.issuer
        let discovery = Remembered(now: now) {
            guard let address = home.appending("/.well-known/openid-configuration") else {
                throw SignInError.refused(.provider, detail: "the issuer is too long")
            }
            let answer = try await asking.ask(ProviderQuestion(address), home: home)
            return try Discovery(try answer.object("the discovery document"), issuer: home)
        }
        self.discovery = discovery
        keys = Remembered(now: now) {
            let address = try await discovery.value(notOlderThan: SignInLimits.kept).keys
            return try KeySet(
                try await asking.ask(ProviderQuestion(address), home: home).object("the provider's keys"))
        }
    }

    func check() async throws { _ = try await keys.newer(butNotWithin: SignInLimits.keysPause) }

    func start(_ attempt: SignInAttempt, state: ChanceText) async throws -> String {
        let known = try await discovery.value(notOlderThan: SignInLimits.kept)
        var form = FormText()
        form.add("response_type", "code")
        form.add("client_id", provider.client)
        form.add("redirect_uri", attempt.redirect)
        form.add("scope", provider.scopes.joined(separator: " "))
        form.add("state", state.revealed)
        form.add("nonce", attempt.nonce.revealed)
        if sendsChallenge(known) {
            form.add("code_challenge", attempt.verifier.challenge)
            form.add("code_challenge_method", "S256")
        }
        // Apple gives a name or an address out in no other way.
        if provider.kind == .apple, !provider.scopes.isEmpty { form.add("response_mode", "form_post") }
        return known.authorization.adding(form)
    }

    func identify(_ answer: SignInAnswer, _ attempt: SignInAttempt) async throws -> ExternalClaims {
        let known = try await discovery.value(notOlderThan: SignInLimits.kept)
        if let issuer = answer.issuer, !provider.spellings.contains(issuer) {
            throw SignInError.refused(.rejected, detail: "the answer is of another issuer")
        }
        guard answer.issuer != nil || !known.namesIssuer else {
            throw SignInError.refused(.rejected, detail: "the answer names no issuer")
        }
        let reply = try await redeem(answer.code ?? "", attempt, known)
        guard let token = reply["id_token"]?.string else {
            throw SignInError.refused(.provider, detail: "the token endpoint gave no id_token")
        }
        let payload = try await verified(token)
        var claims = try TokenClaims(payload, of: provider, nonce: attempt.nonce, now: now()).identity(of: provider)
        if provider.kind == .apple { claims.takeAppleUser(answer.user) }
        if claims.email == nil, !claims.hasUnverifiedEmail, provider.needsEmail {
            try await addProfile(to: &claims, reply["access_token"]?.string, known)
        }
        return claims
    }

    /// All of them take a challenge they do not know as none; Apple has not said what it does with one.
    private func sendsChallenge(_ known: Discovery) -> Bool { provider.kind != .apple || known.knowsChallenge }

    private func redeem(_ code: String, _ attempt: SignInAttempt, _ known: Discovery) async throws -> JSONValue {
        var question = ProviderQuestion(known.token)
        var form = FormText()
        form.add("grant_type", "authorization_code")
        form.add("code", code)
        form.add("redirect_uri", attempt.redirect)
        if sendsChallenge(known) { form.add("code_verifier", attempt.verifier.revealed) }
        switch provider.secret {
        case .none: form.add("client_id", provider.client)
        case .shared(let secret) where !known.takesSecretInForm:
            // RFC 6749, 2.3.1: both are encoded as a form before they are joined.
            let pair = "\(FormText.encode(provider.client)):\(FormText.encode(secret))"
            question.headers.append(("Authorization", "Basic \(Data(pair.utf8).base64EncodedString())"))
        case .shared(let secret):
            form.add("client_id", provider.client)
            form.add("client_secret", secret)
        case .apple(let key):
            form.add("client_id", provider.client)
            form.add("client_secret", try await key.secret(for: provider.client, now: now()))
        }
        question.form = form.text
        return try await asking.ask(question, home: provider.issuer).object("the token endpoint")
    }

    private func verified(_ token: String) async throws -> JSONValue {
        let header = try TokenHeader(token)
        var known = try await keys.value(notOlderThan: SignInLimits.kept)
        // A key nobody has seen: the issuer may have a new one, but who makes one up must not have it asked each time.
        if !known.holds(header) { known = try await keys.newer(butNotWithin: SignInLimits.keysPause) }
        return try await known.verified(token, header)
    }

    private func addProfile(to claims: inout ExternalClaims, _ token: String?, _ known: Discovery) async throws {
        guard let address = known.userInfo, let token, Self.isBearer(token) else { return }
        var question = ProviderQuestion(address)
        question.headers.append(("Authorization", "Bearer \(token)"))
        let profile = try await asking.ask(question, home: provider.issuer).object("userinfo")
        guard profile["sub"]?.string == claims.subject else {
            throw SignInError.refused(.rejected, detail: "userinfo is of somebody else")
        }
        claims.takeProfile(profile)
    }

    /// What may stand in a header.
    static func isBearer(_ token: String) -> Bool {
        (1...16_384).contains(token.utf8.count) && token.utf8.allSatisfy { (33...126).contains($0) }
    }
}

extension ExternalClaims {
    /// The name Apple sends along at the first time. It went through the browser, so it is to be shown and nothing else.
    fileprivate mutating func takeAppleUser(_ text: String?) {
        guard let text, text.utf8.count <= SignInLimits.code,
            let user = try? WireJSON.decodeExactly(JSONValue.self, from: text)  // a name is no need
        else { return }
        let names = ["firstName", "lastName"].compactMap { user["name"]?[$0]?.string }
        if !names.isEmpty { label = names.joined(separator: " ") }
    }
}
