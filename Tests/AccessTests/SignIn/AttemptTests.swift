import Storage
import Testing
import Wire

@testable import Access

@Suite struct `What was begun at a provider` {
    @Test func `ends once, in the browser that began it`() async throws {
        try await SignInFixture.with { fixture async throws in
            let visit = try await fixture.begin(next: "/models?q=a")
            let end = try await fixture.finish(visit)
            #expect(end.session != nil && end.next.text == "/models?q=a")
            #expect(try await fixture.refusal { _ = try await fixture.finish(visit) } == .expired)
            let other = try await fixture.begin()
            let stolen = SignInFixture.Visit(
                state: other.state, browser: ChanceText().revealed, location: other.location)
            #expect(try await fixture.refusal { _ = try await fixture.finish(stolen) } == .browser)
            // It was shown around: nobody can end it any more.
            #expect(try await fixture.refusal { _ = try await fixture.finish(other) } == .expired)
        }
    }

    @Test func `needs the cookie`() async throws {
        try await SignInFixture.with { fixture async throws in
            let visit = try await fixture.begin()
            let refusal = try await fixture.refusal {
                _ = try await fixture.service.finish(
                    "corp", fixture.answer(visit.state), browser: nil, at: AccessFixture.home)
            }
            #expect(refusal == .browser)
        }
    }

    @Test func `is over after ten minutes`() async throws {
        try await SignInFixture.with { fixture async throws in
            let visit = try await fixture.begin()
            fixture.base.clock.advance(seconds: 600)
            #expect(try await fixture.refusal { _ = try await fixture.finish(visit) } == .expired)
            #expect(fixture.standIn.form == "")
        }
    }

    @Test func `belongs to its provider`() async throws {
        let other = try SignInFixture.provider(name: "other")
        try await SignInFixture.with([try SignInFixture.provider(), other]) { fixture async throws in
            let visit = try await fixture.begin()
            #expect(try await fixture.refusal { _ = try await fixture.finish(visit, "other") } == .rejected)
            #expect(fixture.standIn.form == "")
        }
    }

    @Test(arguments: [
        ("access_denied", SignInRefusal.denied), ("user_cancelled_authorize", .denied), ("server_error", .provider),
    ])
    func `that the provider calls off is used up`(error: String, refusal: SignInRefusal) async throws {
        try await SignInFixture.with { fixture async throws in
            let visit = try await fixture.begin()
            let found = try await fixture.refusal {
                _ = try await fixture.service.finish(
                    "corp", fixture.answer(visit.state, code: nil, error: error), browser: visit.browser,
                    at: AccessFixture.home)
            }
            #expect(found == refusal)
            #expect(try await fixture.refusal { _ = try await fixture.finish(visit) } == .expired)
        }
    }

    @Test(arguments: ["other.example", "https://id.example/"])
    func `is not ended by an answer of another issuer`(issuer: String) async throws {
        try await SignInFixture.with { fixture async throws in
            let visit = try await fixture.begin()
            let found = try await fixture.refusal {
                _ = try await fixture.service.finish(
                    "corp", fixture.answer(visit.state, issuer: issuer), browser: visit.browser,
                    at: AccessFixture.home)
            }
            #expect(found == .rejected && fixture.standIn.form == "")
        }
    }

    @Test func `must name its issuer where the provider says that it does`() async throws {
        try await SignInFixture.with { fixture async throws in
            fixture.standIn.change {
                $0.document = $0.document.with("authorization_response_iss_parameter_supported", true)
            }
            #expect(try await fixture.signInRefusal() == .rejected)
            let visit = try await fixture.begin()
            _ = try await fixture.service.finish(
                "corp", fixture.answer(visit.state, issuer: StandIn.issuer), browser: visit.browser,
                at: AccessFixture.home)
        }
    }

    @Test func `says to the provider what it must, and keeps the rest to itself`() async throws {
        try await SignInFixture.with { fixture async throws in
            let visit = try await fixture.begin()
            #expect(visit.location.hasPrefix("https://id.example/authorize?tenant=1&response_type=code&"))
            let redirect = "redirect_uri=https%3A%2F%2Fmodels.example%2Fsign-in%2Fcorp%2Fcallback"
            #expect(visit.location.contains(redirect) && visit.location.contains("code_challenge_method=S256"))
            let challenge = visit.location.split(separator: "code_challenge=").last?.prefix { $0 != "&" }
            _ = try await fixture.finish(visit)
            let verifier = fixture.standIn.form.split(separator: "code_verifier=").last?.prefix { $0 != "&" }
            let known = try #require(verifier.flatMap { ChanceText(String($0)) })
            #expect(known.challenge == challenge.map(String.init))
            #expect(fixture.standIn.form.contains(redirect) && !visit.location.contains(known.revealed))
            // `roost:s%26cret`
            #expect(fixture.standIn.authorization == "Basic cm9vc3Q6cyUyNmNyZXQ=")
        }
    }

    @Test func `is bounded for each address, and tries that come to nothing hold it off`() async throws {
        try await SignInFixture.with { fixture async throws in
            for _ in 0..<100 { _ = try await fixture.begin() }
            #expect(try await fixture.refusal { _ = try await fixture.begin() } == .throttled)
            let visit = try await fixture.begin(at: AccessFixture.elsewhere)
            let guess = SignInFixture.Visit(state: ChanceText().revealed, browser: visit.browser, location: "")
            for _ in 0..<21 { _ = try await fixture.refusal { _ = try await fixture.finish(guess) } }
            #expect(try await fixture.refusal { _ = try await fixture.finish(visit) } == .throttled)
            fixture.base.clock.advance(seconds: 2)
            #expect(try await fixture.finish(visit).session != nil)
        }
    }

    @Test func `without its cookie holds nobody off, for any page can send a browser here`() async throws {
        try await SignInFixture.with { fixture async throws in
            let visit = try await fixture.begin()
            for _ in 0..<40 {
                let refusal = try await fixture.refusal {
                    let answer = fixture.answer(ChanceText().revealed)
                    _ = try await fixture.service.finish("corp", answer, browser: nil, at: AccessFixture.home)
                }
                #expect(refusal == .expired)
            }
            #expect(try await fixture.finish(visit).session != nil)
        }
    }

    @Test func `leaves nothing in the database that would help anybody`() async throws {
        try await SignInFixture.with { fixture async throws in
            let visit = try await fixture.begin()
            let stored = try await fixture.base.database.read { session in
                try session.rows("SELECT * FROM sign_in_attempts").map { "\($0)" }.joined()
            }
            #expect(!stored.contains(visit.state) && !stored.contains(visit.browser))
        }
    }
}

@Suite struct `Where one goes on to` {
    @Test(arguments: ["/", "/models", "/models/a/b?c=d&e=%2F", "/a//b"])
    func `is a page of this server`(text: String) { #expect(LocalPath(text)?.text == text) }

    @Test(arguments: [
        "", "models", "//evil.example", "https://evil.example", "/\\evil.example", "\\/evil.example",
        "/\t/evil.example",
        "/a\r\nSet-Cookie: a=b", "/ä", " /a", "/sign-in/corp", "javascript:alert(1)",
        "/" + String(repeating: "a", count: 1024),
    ])
    func `is never anything else`(text: String) async throws {
        #expect(LocalPath(text) == nil)
        try await SignInFixture.with { fixture async throws in
            let end = try await fixture.finish(try await fixture.begin(next: text))
            #expect(end.next.text == "/")
        }
    }
}
