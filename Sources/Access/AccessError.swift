package import Domain

/// Why something about accounts was refused.
package enum AccessError: ProblemConvertible, Hashable {
    case badUserName(String)
    case unknownUser(UserName)
    case userExists(UserName)
    case unknownPermission(String)
    case weakPassword(String)
    case lastAdministrator(UserName)
    /// Says nothing about which of the two was wrong.
    case wrongLogin
    /// Too many wrong passwords; may be tried again after so many seconds.
    case throttled(seconds: Int64)
    /// Too many logins at once.
    case busy
    case noSuchToken
    case tooManyTokens(UserName)
    case tooManyIdentities(UserName)
    /// Something of another user was asked for without being an administrator.
    case notYours
    case beyondYours(Permissions)
    case badTokenName
    case badLifetime
    case notSignedIn

    /// Seconds after which it may be tried again.
    package var retryAfter: Int64? {
        switch self {
        case .throttled(let seconds): seconds
        case .busy: 1
        default: nil
        }
    }

    package var problem: Problem {
        switch self {
        case .badUserName(let text):
            Problem(
                .badRequest, "`\(text.prefix(64))` is no user name",
                hint: "1 to 64 of a-z, 0-9 and . _ - + @, beginning with a letter or digit")
        case .unknownUser(let name): Problem(.notFound, "there is no user `\(name)`", hint: "see `roost user ls`")
        case .userExists(let name):
            Problem(
                .conflict, "there is a user `\(name)` already", hint: "see `roost user passwd` and `roost user grant`")
        case .unknownPermission(let name):
            Problem(
                .badRequest, "`\(name.prefix(32))` is no permission",
                hint: "there are " + Permission.allCases.map(\.rawValue).joined(separator: ", "))
        case .weakPassword(let why): Problem(.badRequest, "the password \(why)", hint: "8 to 1000 bytes of any kind")
        case .lastAdministrator(let name):
            Problem(.conflict, "`\(name)` is the last administrator", hint: "give another user `admin` first")
        case .wrongLogin: Problem(.unauthorized, "the user name or the password is wrong")
        case .throttled(let seconds):
            Problem(
                .rateLimited, "too many wrong passwords",
                hint: "try again in \(seconds) s; tokens and sessions still work")
        case .busy: Problem(.busy, "too many people are signing in at once", hint: "try again in a second")
        case .notSignedIn: Problem(.unauthorized, "this needs an account", hint: "sign in, or send a token")
        default: tokenProblem
        }
    }

    private var tokenProblem: Problem {
        switch self {
        case .noSuchToken: Problem(.notFound, "there is no such token", hint: "see `roost token ls`")
        case .tooManyTokens(let name):
            Problem(
                .conflict, "`\(name)` has \(AccessLimits.tokens) tokens already",
                hint: "revoke one: `roost token revoke`")
        case .tooManyIdentities(let name):
            Problem(
                .conflict, "`\(name)` has \(SignInLimits.identities) linked accounts already",
                hint: "take one away: `roost user unlink`")
        case .notYours: Problem(.forbidden, "that is another user's", hint: "an administrator may do this")
        case .beyondYours(let permissions):
            Problem(
                .forbidden, "a token cannot be given more than its maker has: \(permissions.text)",
                hint: "ask for fewer permissions")
        case .badTokenName: Problem(.badRequest, "the name of a token is 1 to 100 characters")
        case .badLifetime:
            Problem(.badRequest, "a token lasts 1 to \(AccessLimits.tokenDays) days, or has no end")
        default: Problem(.internal, "access was refused")
        }
    }
}
