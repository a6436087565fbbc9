package import Domain

/// Why one try of one provider ended without an answer: what every provider's own errors become.
package struct AttemptFailure: Error, Hashable, Sendable {
    /// What the router decides by. The names are stable: traces, metrics and `--fail` use them.
    package enum Kind: String, Hashable, Sendable, CaseIterable {
        /// Too many requests for now; `retryAfter` says until when, if the provider does.
        case rateLimited = "rate_limited"
        /// The account has no money or allowance left; waiting does not help.
        case quota
        /// The key is missing, wrong, or not allowed this.
        case auth
        case contextTooLong = "context_too_long"
        /// The provider has no room now, or failed inside: worth another try.
        case overloaded
        /// The provider does not answer this for what it says.
        case contentRefused = "content_refused"
        /// No connection, or it broke.
        case network
        /// Nothing came within the time an attempt has.
        case timeout
        /// An answer that cannot be read.
        case malformed
        /// The provider does not have the model.
        case notFound = "not_found"
        /// The request itself is wrong: no other provider would take it either.
        case badRequest = "bad_request"
        /// The provider cannot do what is asked, such as tools or vectors; another may.
        case unsupported
        /// Not tried: too many failures just before.
        case breakerOpen = "breaker_open"
        /// Not tried: as many requests as allowed are under way.
        case busy
        /// This house has no room for its model now, and said so after having it wait as long as it may.
        case noRoom = "no_room"
        /// Not tried: what may be spent today is spent.
        case overBudget = "over_budget"
        /// Not tried: the request is private and the provider is elsewhere.
        case keptPrivate = "kept_private"
    }

    package let kind: Kind
    /// What happened, for a person; bounded, and without any key.
    package let words: String
    /// The status the provider answered with.
    package var status: Int?
    /// How long the provider wants us to stay away.
    package var retryAfter: Duration?
    /// Tokens of the prompt, where it was too long and the number is known.
    package var needed: Int?
    /// Tokens the model can take, where it is known.
    package var window: Int?
    /// Of a leg that was left alone: what it had failed with.
    package var cause: Kind?
    /// What this house itself said of a model of its own.
    package var own: Problem?

    /// What the provider may have done had begun to come.
    package var hadBegun = false

    /// Whether the provider may have worked on it, and may ask for it to be paid.
    package var mayCost: Bool { kind == .timeout || kind == .malformed || hadBegun }

    /// Waiting does not help: somebody has to see to a key, or to an account.
    package var needsPerson: Bool { kind == .auth || kind == .quota || cause == .auth || cause == .quota }

    private static let longestWords = 500

    package init(_ kind: Kind, _ words: String, status: Int? = nil, retryAfter: Duration? = nil) {
        self.kind = kind
        self.words = String(words.prefix(Self.longestWords)).replacing("\n", with: " ")
        self.status = status
        self.retryAfter = retryAfter
    }
}
