/// What proves to a provider that it is this house that asks. It prints as `***`, wherever it gets to.
package enum ClientSecret: Sendable, CustomStringConvertible, CustomReflectable {
    /// A public client: PKCE alone.
    case none
    case shared(String)
    /// Apple's: a key that signs a new secret each time.
    case apple(AppleKey)

    package var description: String { "***" }
    package var customMirror: Mirror { Mirror(self, children: []) }
}
