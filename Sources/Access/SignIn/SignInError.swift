package import Domain

/// Why signing in through a provider came to nothing: the fixed set of codes a browser is sent back to the login page with.
package enum SignInRefusal: String, Sendable, CaseIterable {
    case denied
    case expired
    case browser
    case notAllowed = "not_allowed"
    case unverified
    case notLinked = "not_linked"
    case taken
    case rejected
    case provider
    case unreachable
    case throttled
    case busy

    /// What a person is told on the login page.
    package var words: String {
        switch self {
        case .denied: "The provider says that signing in was called off."
        case .expired: "This took too long, or was done already. Start again."
        case .browser: "Signing in was started in another browser. Start again in this one."
        case .notAllowed: "This account is not one that is let in here. An administrator can link it."
        case .unverified: "The provider has not verified the e-mail address of this account."
        case .notLinked: "This account belongs to nobody here. Sign in and link it, or ask an administrator."
        case .taken: "This account is linked to another user already."
        case .rejected: "What the provider said of who you are could not be proved."
        case .provider: "The provider answered with an error."
        case .unreachable: "The provider cannot be reached."
        case .throttled: "Too many tries. Wait a while, then start again."
        case .busy: "Too many people are signing in at once. Start again."
        }
    }
}

/// Why signing in through a provider, or setting it up, was refused; the details are for the audit trail, not for visitors.
package enum SignInError: ProblemConvertible, Hashable {
    /// A visitor came back with nothing to show for it.
    case refused(SignInRefusal, detail: String)
    /// The same for who has an account here, and wanted one of a provider linked to it.
    case notLinkable(SignInRefusal, detail: String)
    /// The provider cannot be asked.
    case unreachable(String)
    case unknownProvider(String)
    case misconfigured(provider: String, why: String, hint: String)
    case badSubject
    /// An account is linked by who signed in here, not by a token, which may be worth less than its user.
    case needsSession
    /// The account of a provider is another user's.
    case alreadyLinked(UserName)
    case notLinked(UserName)
    /// Somebody would lock themselves out.
    case lastWayIn(UserName)

    /// As the login page is told.
    package var refusal: SignInRefusal {
        switch self {
        case .refused(let refusal, _), .notLinkable(let refusal, _): refusal
        case .unreachable: .unreachable
        case .alreadyLinked: .taken
        case .unknownProvider, .misconfigured, .badSubject, .needsSession, .notLinked, .lastWayIn: .provider
        }
    }

    /// For the audit trail.
    var detail: String {
        switch self {
        case .refused(let refusal, let detail): "\(refusal.rawValue): \(detail)"
        case .notLinkable(_, let detail): detail
        default: problem.message
        }
    }

    package var problem: Problem {
        switch self {
        case .refused(.throttled, _):
            Problem(.rateLimited, "too many tries to sign in", hint: "try again in 10 minutes")
        case .refused(.busy, _): AccessError.busy.problem
        case .refused(let refusal, _), .notLinkable(let refusal, _):
            Problem(.unauthorized, "signing in was refused: \(refusal.rawValue)")
        case .unreachable(let why): Problem(.unreachable, "the provider cannot be asked: \(why)")
        case .unknownProvider(let name):
            Problem(
                .notFound, "there is no provider `\(name.prefix(64))` to sign in with",
                hint: "see `sign-in` in config.yaml")
        case .misconfigured(let provider, let why, let hint):
            Problem(.badRequest, "the provider `\(provider.prefix(64))` of `sign-in` \(why)", hint: hint)
        case .badSubject:
            Problem(.badRequest, "that is no subject", hint: "1 to 255 characters, as the provider has it")
        case .needsSession:
            Problem(.forbidden, "an account is linked in a browser that signed in", hint: "a token will not do")
        case .alreadyLinked(let name):
            Problem(.conflict, "that account is linked to `\(name)` already", hint: "see `roost user identities`")
        case .notLinked(let name):
            Problem(.notFound, "`\(name)` has no such account linked", hint: "see `roost user identities`")
        case .lastWayIn(let name):
            Problem(
                .conflict, "`\(name)` has no password, and this account is the only way in",
                hint: "link another first, or have an administrator set a password: `roost user passwd \(name)`")
        }
    }
}
