import Storage

/// Somebody who was sent to a provider and is expected back: used once, within ten minutes, by the same browser.
struct SignInAttempt: Sendable {
    let provider: ProviderName
    /// The hash of what the browser's cookie holds.
    let browser: [UInt8]
    let nonce: ChanceText
    let verifier: ChanceText
    /// Said to the provider again, letter by letter, when the code is redeemed.
    let redirect: String
    let next: LocalPath
    /// The user who links an account; nil when somebody signs in.
    let linking: Int64?
    let expiresAt: Int64

    init(
        provider: ProviderName, browser: ChanceText, redirect: String, next: LocalPath, linking: Int64?, now: Int64
    ) {
        self.provider = provider
        self.browser = browser.hash
        self.redirect = redirect
        self.next = next
        self.linking = linking
        nonce = ChanceText()
        verifier = ChanceText()
        expiresAt = now + SignInLimits.attempt
    }

    init?(_ row: Row) throws {
        guard let provider = ProviderName(try row.text("provider")), let nonce = ChanceText(try row.text("nonce")),
            let verifier = ChanceText(try row.text("verifier")), let next = LocalPath(try row.text("next"))
        else { return nil }
        self.provider = provider
        self.nonce = nonce
        self.verifier = verifier
        self.next = next
        browser = try row.blob("browser")
        redirect = try row.text("redirect_uri")
        linking = try row.optionalInteger("user_number")
        expiresAt = try row.integer("expires_at")
    }
}
