import Testing
import Wire

@testable import Access

/// Signing in at a stand-in, with a clock the test moves.
struct SignInFixture: Sendable {
    let base: AccessFixture
    let service: SignInService
    let standIn: StandIn
    let key: SigningKey

    static let client = "roost"
    static let host = "https://models.example"

    static func provider(
        kind: String = "oidc", issuer: String? = StandIn.issuer, allow: [String] = ["ann@example.org"],
        permissions: [String] = ["search"], name: String = "corp", secret: ClientSecret = .shared("s&cret")
    ) throws -> SignInProvider {
        try SignInProvider(
            name,
            .init(
                kind: kind, label: nil, issuer: issuer, client: client, scopes: [], allow: allow,
                permissions: permissions),
            secret: secret)
    }

    static func with(
        _ providers: [SignInProvider]? = nil, _ body: (SignInFixture) async throws -> Void
    ) async throws {
        let known = try providers ?? [provider()]
        try await AccessFixture.with { base in
            let (standIn, key) = (StandIn(), SigningKey("one"))
            standIn.change { $0.keys = ["keys": [key.published]] }
            let service = SignInService(access: base.access, providers: known, asking: standIn)
            let fixture = SignInFixture(base: base, service: service, standIn: standIn, key: key)
            fixture.say(fixture.claims())
            try await body(fixture)
        }
    }

    /// What an honest token says of Ann; its nonce is put in when it is asked for.
    func claims(_ changes: [String: JSONValue] = [:]) -> [String: JSONValue] {
        let seconds = base.clock.now / 1000
        let honest: [String: JSONValue] = [
            "iss": .string(StandIn.issuer), "sub": "1234", "aud": .string(Self.client), "exp": .integer(seconds + 300),
            "iat": .integer(seconds), "email": "Ann@example.org", "email_verified": true,
        ]
        return honest.merging(changes) { $1 }
    }

    /// Has the stand-in sign these claims.
    func say(_ claims: [String: JSONValue], header: JSONValue? = nil, mac: [UInt8]? = nil, by other: SigningKey? = nil)
    {
        let key = other ?? key
        standIn.change { behaviour in
            behaviour.token = { nonce in
                let all = claims.merging(["nonce": .string(nonce)]) { first, _ in first }
                do { return try key.token(.object(all), header: header, mac: mac) } catch { return "\(error)" }
            }
        }
    }

    /// A browser that was sent to the provider.
    struct Visit: Sendable {
        let state: String
        let browser: String
        let location: String
    }

    func begin(
        _ provider: String = "corp", next: String? = nil, linking: Identity? = nil,
        at address: ClientAddress = AccessFixture.home
    ) async throws -> Visit {
        let start = try await service.begin(provider, base: Self.host, next: next, linking: linking, at: address)
        func parameter(_ name: String) -> String {
            let pair = start.location.split { "?&".contains($0) }.first { $0.hasPrefix("\(name)=") }
            return pair.map { String($0.dropFirst(name.count + 1)) } ?? ""
        }
        standIn.change { $0.nonce = parameter("nonce") }
        return Visit(state: parameter("state"), browser: start.browser, location: start.location)
    }

    func answer(_ state: String?, code: String? = "code", error: String? = nil, issuer: String? = nil) -> SignInAnswer {
        SignInAnswer(state: state, code: code, error: error, issuer: issuer, user: nil)
    }

    func finish(_ visit: Visit, _ provider: String = "corp") async throws -> SignInService.End {
        try await service.finish(provider, answer(visit.state), browser: visit.browser, at: AccessFixture.home)
    }

    /// Signs in from beginning to end, and tells whom as.
    func signIn(_ provider: String = "corp") async throws -> String? {
        try await finish(try await begin(provider), provider).session?.identity.user?.text
    }

    /// Why it came to nothing; nil when it did not.
    func refusal(_ body: () async throws -> Void) async throws -> SignInRefusal? {
        do {
            try await body()
            return nil
        } catch let error as SignInError {
            return error.refusal
        }
    }

    func signInRefusal(_ provider: String = "corp") async throws -> SignInRefusal? {
        try await refusal { _ = try await signIn(provider) }
    }
}
