import Wire

/// GitHub, or a GitHub Enterprise of one's own: OAuth without OpenID, so that who somebody is must be asked for.
struct GitHubProvider: ProviderSpeaking {
    private static let world = "https://github.com"

    private let provider: SignInProvider
    private let asking: any ProviderAsking

    init(_ provider: SignInProvider, asking: any ProviderAsking) {
        self.provider = provider
        self.asking = asking
    }

    func start(_ attempt: SignInAttempt, state: ChanceText) async throws -> String {
        var form = FormText()
        form.add("client_id", provider.client)
        form.add("redirect_uri", attempt.redirect)
        form.add("scope", provider.scopes.joined(separator: " "))
        form.add("state", state.revealed)
        form.add("code_challenge", attempt.verifier.challenge)
        form.add("code_challenge_method", "S256")
        return try site("/login/oauth/authorize").adding(form)
    }

    func identify(_ answer: SignInAnswer, _ attempt: SignInAttempt) async throws -> ExternalClaims {
        let own = provider.issuer.description
        if let issuer = answer.issuer, issuer != own, !issuer.hasPrefix(own.hasSuffix("/") ? own : own + "/") {
            throw SignInError.refused(.rejected, detail: "the answer is of another issuer")
        }
        let token = try await redeem(answer.code ?? "", attempt)
        let user = try await ask("/user", token).object("the user")
        guard let number = user["id"]?.integer, number > 0 else {
            throw SignInError.refused(.provider, detail: "GitHub names nobody")
        }
        // The number stays; a login can be given up and taken by somebody else.
        var claims = ExternalClaims(issuer: provider.issuer.description, subject: String(number))
        claims.login = user["login"]?.string
        claims.label = user["name"]?.string ?? claims.login
        if provider.needsEmail || provider.scopes.contains("user:email") { try await addEmail(to: &claims, token) }
        return claims
    }

    func check() async throws {
        // Any answer will do: without a token GitHub says who it is by refusing.
        _ = try await asking.ask(ProviderQuestion(try api("/user")), home: provider.issuer)
    }

    private func redeem(_ code: String, _ attempt: SignInAttempt) async throws -> String {
        var form = FormText()
        form.add("client_id", provider.client)
        if case .shared(let secret) = provider.secret { form.add("client_secret", secret) }
        form.add("code", code)
        form.add("redirect_uri", attempt.redirect)
        form.add("code_verifier", attempt.verifier.revealed)
        var question = ProviderQuestion(try site("/login/oauth/access_token"))
        question.form = form.text
        // Its errors come with 200.
        let reply = try await asking.ask(question, home: provider.issuer).object("GitHub")
        guard reply["error"] == nil, let token = reply["access_token"]?.string, OpenIDProvider.isBearer(token) else {
            let why = reply["error"]?.string ?? "no token"
            throw SignInError.refused(.provider, detail: "GitHub answered: \(why.prefix(60))")
        }
        return token
    }

    /// The primary address, when it is verified: the one of the profile is whatever somebody wishes to show.
    private func addEmail(to claims: inout ExternalClaims, _ token: String) async throws {
        let answer = try await ask("/user/emails", token)
        let text = String(decoding: answer.body, as: UTF8.self)
        guard answer.status == 200,
            let list = try? WireJSON.decodeExactly(JSONValue.self, from: text).array  // no list: no address
        else { return }
        let primary = list.first { $0["primary"]?.bool == true }
        let isVerified = primary?["verified"]?.bool == true
        claims.email = isVerified ? ExternalClaims.address(primary?["email"]?.string) : nil
        claims.hasUnverifiedEmail = primary != nil && !isVerified
    }

    private func ask(_ path: String, _ token: String) async throws -> ProviderAnswer {
        var question = ProviderQuestion(try api(path))
        question.headers = [
            ("Accept", "application/vnd.github+json"), ("Authorization", "Bearer \(token)"),
            ("X-GitHub-Api-Version", "2022-11-28"),
        ]
        return try await asking.ask(question, home: provider.issuer)
    }

    private func site(_ path: String) throws -> ProviderAddress { try below(provider.issuer, path) }

    /// An Enterprise has it below itself.
    private func api(_ path: String) throws -> ProviderAddress {
        let isWorld = provider.issuer.description == Self.world
        if isWorld, let address = ProviderAddress("https://api.github.com\(path)") { return address }
        return try below(provider.issuer, "/api/v3\(path)")
    }

    private func below(_ home: ProviderAddress, _ path: String) throws -> ProviderAddress {
        guard let address = home.appending(path) else {
            throw SignInError.refused(.provider, detail: "the issuer is too long")
        }
        return address
    }
}
