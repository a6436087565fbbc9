import Domain

/// Signing in through providers: who is sent where, and who came back.
package struct SignInService: Sendable {
    /// A browser on its way to a provider.
    package struct Start: Sendable {
        /// Of the provider, with everything it needs to know.
        package let location: String
        /// For a cookie: only who brings it back may end what was begun.
        package let browser: String
        /// Whether the provider comes back with a form of its own site, which a cookie must then survive.
        package let comesFromElsewhere: Bool
    }

    /// Somebody who came back.
    package struct End: Sendable {
        /// Nil for who has one already and linked an account.
        package let session: NewSession?
        package let next: LocalPath
    }

    /// In the order of their names.
    package let providers: [SignInProvider]
    let access: AccessService
    private let speakers: [ProviderName: any ProviderSpeaking]
    private let room = PasswordWork(atOnce: SignInLimits.atOnce, waiting: SignInLimits.waiting)

    package init(access: AccessService, providers: [SignInProvider], asking: any ProviderAsking) {
        self.access = access
        self.providers = providers.sorted { $0.name.text < $1.name.text }
        let pairs = providers.map { provider -> (ProviderName, any ProviderSpeaking) in
            switch provider.kind {
            case .github: (provider.name, GitHubProvider(provider, asking: asking))
            default: (provider.name, OpenIDProvider(provider, asking: asking, now: access.now))
            }
        }
        speakers = Dictionary(pairs, uniquingKeysWith: { first, _ in first })
    }

    /// The provider of that name. Throws `SignInError.unknownProvider`.
    package func provider(_ name: String) throws -> SignInProvider {
        guard let provider = providers.first(where: { $0.name.text == name }) else {
            throw SignInError.unknownProvider(name)
        }
        return provider
    }

    /// Whether the provider answers and makes sense. Throws `SignInError`.
    package func check(_ provider: SignInProvider) async throws { try await speaker(provider).check() }

    /// Sends a browser to a provider.
    ///
    /// - Parameters:
    ///   - base: what the browser calls this server, such as `https://models.example.org`.
    ///   - identity: who links an account; nil when somebody signs in.
    package func begin(
        _ name: String, base: String, next: String?, linking identity: Identity? = nil, at address: ClientAddress
    ) async throws -> Start {
        let provider = try provider(name)
        do {
            return try await begin(provider, base, next, identity, address)
        } catch {
            try await note(error, provider, address, counts: false)
            throw error
        }
    }

    /// Ends what a browser began, with what it brought back. Throws `SignInError`; what was begun is used up, unless its
    /// address is held off.
    ///
    /// - Parameter browser: what its cookie held; nil without one. A page of another site can have any browser come here, but
    ///   not with the cookie: nothing can be guessed so, and it does not count against the address.
    package func finish(
        _ name: String, _ answer: SignInAnswer, browser: String?, at address: ClientAddress
    ) async throws -> End {
        let provider = try provider(name)
        do {
            if let seconds = try await access.read({ try $0.wait(at: address) }) {
                throw SignInError.refused(.throttled, detail: "held off for \(seconds) s")
            }
            let attempt = try await take(answer, provider, browser)
            do {
                return try await end(answer, attempt, provider, address)
            } catch let error as SignInError where attempt.linking != nil {
                throw SignInError.notLinkable(error.refusal, detail: error.detail)
            }
        } catch {
            try await note(error, provider, address, counts: browser != nil)
            throw error
        }
    }

    private func end(
        _ answer: SignInAnswer, _ attempt: SignInAttempt, _ provider: SignInProvider, _ address: ClientAddress
    ) async throws -> End {
        try Self.check(answer)
        do {
            let claims = try await room.withRoom { try await speaker(provider).identify(answer, attempt) }
            return try await access.enter(claims, through: provider, attempt, at: address)
        } catch AccessError.busy {
            throw SignInError.refused(.busy, detail: "too many at once")
        }
    }

    private func begin(
        _ provider: SignInProvider, _ base: String, _ next: String?, _ identity: Identity?, _ address: ClientAddress
    ) async throws -> Start {
        let (state, browser) = (ChanceText(), ChanceText())
        let now = access.now()
        let linking: Int64? = try await access.read { table in
            guard let identity else { return nil }
            // The account opens all that its user may; a token may be worth less.
            guard case .session = identity.means, let user = identity.user else { throw SignInError.needsSession }
            return try table.user(user).number
        }
        let attempt = SignInAttempt(
            provider: provider.name, browser: browser,
            redirect: base + "/sign-in/\(provider.name)/callback", next: next.flatMap { LocalPath($0) } ?? .root,
            linking: linking, now: now)
        // Before it is kept: for a provider that cannot be reached there is nothing to keep.
        let location = try await room.withRoom { try await speaker(provider).start(attempt, state: state) }
        try await access.write { try $0.insert(attempt, state: state, from: address) }
        return Start(
            location: location, browser: browser.revealed, comesFromElsewhere: provider.kind == .apple)
    }

    /// What this browser began at this provider; used up by being asked for.
    private func take(
        _ answer: SignInAnswer, _ provider: SignInProvider, _ browser: String?
    ) async throws -> SignInAttempt {
        let expired = SignInError.refused(.expired, detail: "nothing of this kind was begun, or it ended")
        guard let state = answer.state.flatMap({ ChanceText($0) }) else { throw expired }
        guard let attempt = try await access.write({ try $0.takeAttempt(state) }) else { throw expired }
        guard let browser = browser.flatMap({ ChanceText($0) }), browser.hash == attempt.browser else {
            throw SignInError.refused(.browser, detail: "begun in another browser")
        }
        guard attempt.provider == provider.name else {
            throw SignInError.refused(.rejected, detail: "begun at `\(attempt.provider)`")
        }
        return attempt
    }

    /// That the provider said yes.
    private static func check(_ answer: SignInAnswer) throws {
        if let error = answer.error {
            let isDenied = ["access_denied", "user_cancelled_authorize", "login_required"].contains(error)
            throw SignInError.refused(isDenied ? .denied : .provider, detail: "it says: \(error.prefix(60))")
        }
        guard let code = answer.code, (1...SignInLimits.code).contains(code.utf8.count) else {
            throw SignInError.refused(.provider, detail: "no code came back")
        }
    }

    private func speaker(_ provider: SignInProvider) throws -> any ProviderSpeaking {
        guard let speaker = speakers[provider.name] else { throw SignInError.unknownProvider(provider.name.text) }
        return speaker
    }

    /// Writes a refusal down; one that somebody may have made up counts against the address it came from.
    private func note(
        _ error: any Error, _ provider: SignInProvider, _ address: ClientAddress, counts: Bool
    ) async throws {
        guard let error = error as? SignInError else { return }
        // Held off or busy says nothing of who it was.
        guard error.refusal != .busy else { return }
        let action: AuditAction = if case .notLinkable = error { "user.link" } else { "session.create" }
        try await access.audit.refused(
            .anonymous(.none), action, provider.name.text, detail: error.detail, address: address)
        guard counts, [.expired, .browser, .rejected].contains(error.refusal) else { return }
        try await access.write { try $0.noteFailure(at: address) }
    }
}
