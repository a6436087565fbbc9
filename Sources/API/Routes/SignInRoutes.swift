package import Access
import Domain
import HTTPTypes
import Hummingbird
import Logging
import Wire

/// Signing in through providers, and linking an account of one to one's own.
package struct SignInRoutes: Sendable {
    /// Most bytes of the form a provider has a browser send.
    private static let formAtMost = 64 << 10

    private let service: SignInService
    private let site: SiteAddress

    package init(service: SignInService, site: SiteAddress) {
        self.service = service
        self.site = site
    }

    package func addRoutes(to router: RouteTable) {
        router.get(Paths.signIns, needs: .nothing) { _, _ in
            let views = service.providers.map { provider in
                SignInProviderView(
                    name: provider.name.text, label: provider.label, kind: provider.kind.rawValue,
                    start: Paths.signIn.replacing(":provider", with: provider.name.text))
            }
            return try Response(wire: SignInView(providers: views))
        }
        router.get(Paths.signIn, needs: .nothing) { request, context in
            try Self.refuseEmbedding(request)
            return try await begin(request, context, linking: nil)
        }
        // Not by a GET, so that no page can have somebody's browser link an account of its own.
        router.post(Paths.signIn, needs: .account, records: .service) { request, context in
            try await begin(request, context, linking: context.identity)
        }
        router.get(Paths.signInCallback, needs: .nothing) { request, context in
            try Self.refuseEmbedding(request)
            return try await finish(FormItems(request.uri.query ?? ""), request, context)
        }
        // Apple comes back with a form of its own site.
        router.post(Paths.signInCallback, needs: .nothing, records: .service, isOpenToSites: true) { request, context in
            try await finish(try await form(request), request, context)
        }
    }

    private func begin(
        _ request: Request, _ context: AccessContext, linking identity: Identity?
    ) async throws -> Response {
        let provider = try context.parameters.require("provider")
        let next = FormItems(request.uri.query ?? "").first("next")
        do {
            let start = try await service.begin(
                provider, base: try base(request), next: next, linking: identity, at: context.client)
            var response = try Self.start(at: start.location, for: request)
            response.setCookie(SignInCookie.cookie(start, isSecure: context.isSecure))
            return response
        } catch let problem as Problem {
            throw problem
        } catch {
            // A script shows what went wrong where it is.
            if Self.isScript(request) { throw error }
            return try back(with: error, context)
        }
    }

    /// After a POST the browser must come with a GET. A page's script is told where to go, because the content policy of our
    /// pages lets no form lead elsewhere.
    private static func start(at location: String, for request: Request) throws -> Response {
        guard request.method == .post else { return redirect(to: location, .found) }
        guard isScript(request) else { return redirect(to: location, .seeOther) }
        return try Response(
            wire: SignInStartView(location: location),
            headers: [.cacheControl: "no-store", .referrerPolicy: "no-referrer"])
    }

    private static func isScript(_ request: Request) -> Bool {
        request.method == .post && request.headers[.accept]?.lowercased().hasPrefix("application/json") == true
    }

    /// A page of another site may lead somebody here, but not have it loaded as a picture or in a frame: each load would
    /// begin something, until whoever is at that address is held off.
    private static func refuseEmbedding(_ request: Request) throws {
        guard let from = request.headers[.secFetchSite], from != "same-origin", from != "none" else { return }
        let isVisit =
            request.headers[.secFetchMode] == "navigate"
            && [nil, "document"].contains(request.headers[.secFetchDest])
        guard isVisit else {
            throw Problem(.forbidden, "signing in through a provider is not for pages of other sites to load")
        }
    }

    private func finish(_ items: FormItems, _ request: Request, _ context: AccessContext) async throws -> Response {
        let provider = try context.parameters.require("provider")
        // A name that comes twice is no answer of a provider; it may be taken one way here and another there.
        let isTwice = ["state", "code", "error", "iss"].contains { items.all($0).count > 1 }
        let answer = SignInAnswer(
            state: isTwice ? nil : items.first("state"), code: items.first("code"), error: items.first("error"),
            issuer: items.first("iss"), user: items.first("user"))
        var response: Response
        do {
            let cookie = request.cookies[SignInCookie.name(isSecure: context.isSecure)]?.value
            let end = try await service.finish(provider, answer, browser: cookie, at: context.client)
            response = Self.redirect(to: end.next.text, .seeOther)
            if let session = end.session {
                response.setCookie(SessionCookie.cookie(session.secret, isSecure: context.isSecure))
            }
        } catch {
            response = try back(with: error, context)
        }
        response.setCookie(SignInCookie.ending(isSecure: context.isSecure))
        return response
    }

    /// To the login page with one of the known codes; what is no refusal is an error as everywhere.
    private func back(with error: any Error, _ context: AccessContext) throws -> Response {
        let refusal: SignInRefusal
        var page = "/login"
        switch error {
        case SignInError.unknownProvider, SignInError.needsSession: throw error
        case AccessError.busy: refusal = .busy
        case let error as SignInError:
            refusal = error.refusal
            // Who is signed in already goes on where linking began.
            if case .notLinkable = error { page = "/settings/account" }
            context.logger.info(
                "Signing in through a provider was refused", metadata: ["reason": "\(refusal.rawValue)"])
        default: throw error
        }
        return Self.redirect(to: "\(page)?problem=\(refusal.rawValue)", .seeOther)
    }

    private static func redirect(to location: String, _ status: HTTPResponse.Status) -> Response {
        Response(
            status: status,
            headers: [.location: location, .cacheControl: "no-store", .referrerPolicy: "no-referrer"])
    }

    /// What the browser calls this server. Without a public address that is loopback, by whichever of its names.
    private func base(_ request: Request) throws -> String {
        if let address = site.publicAddress { return address }
        guard let authority = request.head.authority.flatMap({ Authority($0) }),
            AllowedHosts.loopback.allows(authority)
        else {
            throw Problem(
                .badRequest, "signing in through a provider needs a public address here",
                hint: "set `public-address` in config.yaml")
        }
        return "http://\(authority)"
    }

    private func form(_ request: Request) async throws -> FormItems {
        guard request.headers[.contentType]?.lowercased().hasPrefix("application/x-www-form-urlencoded") == true else {
            throw Problem(.badRequest, "the body must be a form")
        }
        let body = try await request.body.collect(upTo: Self.formAtMost)
        return FormItems(String(buffer: body))
    }
}

extension HTTPField.Name {
    fileprivate static var referrerPolicy: HTTPField.Name {
        guard let name = HTTPField.Name("Referrer-Policy") else { preconditionFailure("not a header name") }
        return name
    }
}
