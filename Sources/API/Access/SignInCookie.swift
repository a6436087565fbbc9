import Access
import Hummingbird

/// The cookie that ties what was begun at a provider to the browser that began it.
enum SignInCookie {
    /// Seconds; as long as what was begun is waited for.
    private static let life = 600

    static func name(isSecure: Bool) -> String { isSecure ? "__Host-roost_sign_in" : "roost_sign_in" }

    /// A provider that comes back with a form of its own site needs `SameSite=None`, which browsers take with `Secure` alone.
    static func cookie(_ start: SignInService.Start, isSecure: Bool) -> Cookie {
        make(start.browser, life, isSecure, fromElsewhere: start.comesFromElsewhere)
    }

    /// One that takes it away.
    static func ending(isSecure: Bool) -> Cookie { make("", 0, isSecure, fromElsewhere: false) }

    private static func make(_ value: String, _ maxAge: Int, _ isSecure: Bool, fromElsewhere: Bool) -> Cookie {
        Cookie(
            name: name(isSecure: isSecure), value: value, maxAge: maxAge, path: "/", secure: isSecure, httpOnly: true,
            sameSite: fromElsewhere && isSecure ? Cookie.SameSite.none : .lax)
    }
}
