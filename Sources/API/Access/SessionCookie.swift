import Access
import Hummingbird

/// The cookie a browser holds its session by: not readable by scripts, and not sent along by pages of other sites.
enum SessionCookie {
    /// `__Host-` has browsers refuse a cookie of that name from another host or without encryption.
    static func name(isSecure: Bool) -> String { isSecure ? "__Host-roost_session" : "roost_session" }

    static func cookie(_ secret: AccessSecret, isSecure: Bool) -> Cookie {
        make(secret.revealed, maxAge: 30 * 86_400, isSecure)
    }

    /// One that takes it away.
    static func ending(isSecure: Bool) -> Cookie { make("", maxAge: 0, isSecure) }

    /// Lax and not Strict, so that a link in a mail opens the page it names; what changes anything is guarded besides.
    private static func make(_ value: String, maxAge: Int, _ isSecure: Bool) -> Cookie {
        Cookie(
            name: name(isSecure: isSecure), value: value, maxAge: maxAge, path: "/", secure: isSecure, httpOnly: true,
            sameSite: .lax)
    }
}
