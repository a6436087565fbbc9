import Access
import HTTPTypes
import Hummingbird

/// What a request shows of who is asking. Never read from the address: addresses end up in logs.
enum Credential {
    case none
    case token(AccessSecret)
    /// A token in the form of ours that was never given out.
    case malformedToken
    /// A token of somebody else, such as the Hub's, which clients send wherever they are pointed: it means nothing here.
    case foreignToken
    case session(AccessSecret)

    /// A token wins over a cookie; `Authorization` over `X-Authorization`, and both over `X-Api-Key`, which is read only
    /// where its clients send it.
    init(_ request: Request, isSecure: Bool, readsKeyHeader: Bool = false) {
        let named = Self.bearer(request.headers[.authorization]) ?? Self.bearer(request.headers[.xAuthorization])
        if let token = named ?? (readsKeyHeader ? Self.key(request.headers[.xApiKey]) : nil) {
            if let secret = AccessSecret(token, kind: .token) {
                self = .token(secret)
            } else {
                self = token.hasPrefix(AccessSecret.Kind.token.rawValue) ? .malformedToken : .foreignToken
            }
        } else if let text = request.cookies[SessionCookie.name(isSecure: isSecure)]?.value,
            let secret = AccessSecret(text, kind: .session)
        {
            self = .session(secret)
        } else {
            self = .none
        }
    }

    private static func key(_ header: String?) -> String? {
        guard let header, !header.isEmpty, header.utf8.count <= 4096 else { return nil }
        return header
    }

    /// What follows `Bearer`, in any letter case, with or without quotes around the whole; a token alone too.
    private static func bearer(_ header: String?) -> String? {
        guard let header, header.utf8.count <= 4096 else { return nil }
        var text = header[...]
        if text.count > 1, text.first == "\"", text.last == "\"" { text = text.dropFirst().dropLast() }
        let words = text.split(separator: " ", omittingEmptySubsequences: true)
        if words.count == 2, words[0].lowercased() == "bearer" { return String(words[1]) }
        return words.count == 1 && words[0].hasPrefix(AccessSecret.Kind.token.rawValue) ? String(words[0]) : nil
    }
}
