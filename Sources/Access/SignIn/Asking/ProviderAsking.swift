/// Asks providers over HTTP. Whoever implements it bounds the answer in bytes and time, and follows no redirect.
package protocol ProviderAsking: Sendable {
    /// Asks once.
    ///
    /// - Parameter home: the address an administrator configured. Its host may be a private one; any other is judged like
    ///   an address that somebody else wrote.
    ///
    /// Throws `SignInError.unreachable` or cancellation.
    func ask(_ question: ProviderQuestion, home: ProviderAddress) async throws -> ProviderAnswer
}

/// A request to a provider.
package struct ProviderQuestion: Sendable {
    package let address: ProviderAddress
    package var headers: [(name: String, value: String)] = [("Accept", "application/json")]
    /// What is posted, as a form; nil for a GET.
    package var form: String?

    init(_ address: ProviderAddress) { self.address = address }
}

/// What a provider answered, whole.
package struct ProviderAnswer: Sendable {
    package let status: Int
    package let body: [UInt8]

    package init(status: Int, body: [UInt8]) {
        self.status = status
        self.body = body
    }
}

/// Most that is read and waited for of one answer of a provider.
package enum ProviderLimits {
    /// Bytes: a document of Google's is 2 kB, a set of keys at most some tens.
    package static let answer = 256 << 10
    /// Seconds for everything: names, connection, answer.
    package static let seconds = 10
}
