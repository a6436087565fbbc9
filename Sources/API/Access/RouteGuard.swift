package import Access
import Domain
import HTTPTypes
import Hummingbird
import Logging

/// Stands before every route: finds out who is asking, lets in or refuses, and has changes and refusals written down.
package struct RouteGuard: Sendable {
    private let access: AccessService
    private let anonymous: Permissions
    private let site: SiteAddress

    /// `anonymous` is what a visitor without a name may do.
    package init(access: AccessService, anonymous: Permissions, site: SiteAddress = SiteAddress()) {
        self.access = access
        self.anonymous = anonymous
        self.site = site
    }

    /// Who is asking, where nothing is needed: a credential that is none makes nobody of them.
    func visitor(_ request: Request, _ context: AccessContext) async -> Identity {
        var context = context
        context.isSecure = site.isSecure(request, peer: context.peer)
        do {
            switch Credential(request, isSecure: context.isSecure) {
            case .token(let secret), .session(let secret):
                return try await access.identify(secret) ?? .anonymous(anonymous)
            default: return .anonymous(anonymous)
            }
        } catch {
            return .anonymous(anonymous)
        }
    }

    func answer(
        _ request: Request, _ context: AccessContext, at entry: RouteEntry, handler: RouteHandler
    ) async throws -> Response {
        var context = context
        context.client = ClientAddress(site.visitor(request, peer: context.peer))
        context.isSecure = site.isSecure(request, peer: context.peer)
        if let refusal = try await admit(request, &context, to: entry) {
            await note(refusal, context, entry)
            let response = try entry.refuses.response(refusal, to: request, from: context.identity)
            return request.method == .head ? response.createHeadResponse() : response
        }
        let opened = context
        context.isStillLetIn = {
            var again = opened
            do { return try await admit(request, &again, to: entry) == nil } catch { return false }
        }
        let response = try await handler(request, context)
        if case .route(let action) = entry.records, response.status.code < 400 { await record(action, context) }
        return response
    }

    /// Nil when the request is let in; the context then says who it is.
    private func admit(
        _ request: Request, _ context: inout AccessContext, to entry: RouteEntry
    ) async throws -> Refusal? {
        let need = entry.need(of: request)
        let credential =
            entry.isOpenToSites
            ? .none : Credential(request, isSecure: context.isSecure, readsKeyHeader: entry.refuses.readsKeyHeader)
        var standing: CrossSiteCheck.Standing? = .nothing
        var isForeign = false
        context.identity = .anonymous(anonymous)
        switch credential {
        case .none: break
        case .foreignToken: isForeign = true
        case .malformedToken:
            guard need == .nothing else { return .badToken }
        case .token(let secret):
            if let known = try await access.identify(secret) {
                context.identity = known
                standing = nil
            } else if need != .nothing {
                return .badToken
            }
        case .session(let secret):
            standing = .cookie
            // A cookie that has ended is no reason to refuse what anybody may see.
            if let known = try await access.identify(secret) { context.identity = known }
        }
        if let standing, !entry.isOpenToSites, CrossSiteCheck.isRefused(request, standing, site) {
            return .crossSite
        }
        guard !need.isMet(by: context.identity) else { return nil }
        return context.identity.user == nil
            ? .notSignedIn(need, withForeignToken: isForeign) : .notAllowed(need, context.identity)
    }

    private func note(_ refusal: Refusal, _ context: AccessContext, _ entry: RouteEntry) async {
        do {
            try await access.audit.refused(
                context.identity, "request", "\(entry.method.rawValue) \(entry.path)", detail: refusal.problem.message,
                address: context.client)
        } catch {
            context.logger.error("A refusal could not be written down", metadata: ["error": "\(error)"])
        }
    }

    /// What was done is done: that it could not be written down does not make the answer an error.
    private func record(_ action: AuditAction, _ context: AccessContext) async {
        let subject = context.parameters.map { String($0.value) }.joined(separator: "/")
        do {
            try await access.audit.record(context.identity, action, subject, address: context.client)
        } catch {
            context.logger.error("A change could not be written down", metadata: ["error": "\(error)"])
        }
    }
}
