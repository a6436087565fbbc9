import Wire

/// What one kind of provider is asked in its own way.
protocol ProviderSpeaking: Sendable {
    /// Where the browser is sent to.
    func start(_ attempt: SignInAttempt, state: ChanceText) async throws -> String

    /// Who came back with this code. Throws `SignInError`.
    func identify(_ answer: SignInAnswer, _ attempt: SignInAttempt) async throws -> ExternalClaims

    /// Whether the provider answers and makes sense. Throws `SignInError`.
    func check() async throws
}

/// What a browser brought back from a provider.
package struct SignInAnswer: Sendable {
    package var state: String?
    package var code: String?
    package var error: String?
    /// The issuer, as RFC 9207 has it.
    package var issuer: String?
    /// Apple's `user`: JSON, and only at the very first time.
    package var user: String?

    package init(state: String?, code: String?, error: String?, issuer: String?, user: String?) {
        self.state = state
        self.code = code
        self.error = error
        self.issuer = issuer
        self.user = user
    }
}

extension ProviderAnswer {
    /// The JSON object it must be. Throws `SignInError` for another status or anything else; `what` names it.
    func object(_ what: String) throws -> JSONValue {
        // Depth is bounded by `JSONValue`, length by whoever asked; what is no JSON is told below.
        let value = try? WireJSON.decodeExactly(JSONValue.self, from: String(decoding: body, as: UTF8.self))  // told
        guard status == 200 else {
            let code = value?["error"]?.string.map { ", \($0.prefix(60))" } ?? ""
            throw SignInError.refused(.provider, detail: "\(what) answered \(status)\(code)")
        }
        guard let value, value.object != nil else {
            throw SignInError.refused(.provider, detail: "\(what) answered no JSON object")
        }
        return value
    }
}
