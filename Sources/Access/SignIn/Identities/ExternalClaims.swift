import Crypto

/// What a provider proved of somebody who just signed in there.
struct ExternalClaims: Sendable, Hashable {
    /// The configured one, whichever of its spellings came.
    let issuer: String
    let subject: String
    /// Only an address the provider says it verified; in lower case.
    var email: String?
    /// Whether there was one that it did not verify.
    var hasUnverifiedEmail = false
    /// Google's `hd`: the Workspace domain that governs the account.
    var hostedDomain: String?
    /// What somebody is called there; anything.
    var label: String?
    /// A short name chosen there; anything.
    var login: String?

    /// Bounds and plain characters: an e-mail address that is to be compared with one that was written down here.
    static func address(_ text: String?) -> String? {
        guard let text = text?.lowercased(), (3...254).contains(text.utf8.count) else { return nil }
        guard text.utf8.allSatisfy({ (33...126).contains($0) }) else { return nil }
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        return parts.count == 2 && parts.allSatisfy { !$0.isEmpty } ? text : nil
    }

    /// The subject as its issuer wrote it; nil for one that is empty, too long or not to be shown.
    static func subject(_ text: String?) -> String? {
        guard let text, (1...SignInLimits.subject).contains(text.utf8.count) else { return nil }
        return text.utf8.allSatisfy { (32...126).contains($0) } ? text : nil
    }

    /// Names for a new user, the best first; the last is nobody else's. An address that was not verified is no name.
    func names(_ provider: ProviderName) -> [UserName] {
        let login = login.map { $0.lowercased().filter { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") } }
        let digest = SHA256.hash(data: Array("\(issuer) \(subject)".utf8))
        let hex = digest.prefix(8).map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
        let named = login.flatMap { $0.isEmpty ? nil : UserName("\(provider)-\($0.prefix(32))") }
        return [email.flatMap { UserName($0) }, named, UserName("\(provider)-\(hex)")].compactMap { $0 }
    }
}
