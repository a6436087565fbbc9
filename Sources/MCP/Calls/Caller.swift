package import Access

/// Who asks, and from where.
package struct Caller: Sendable, Hashable {
    package let identity: Identity
    /// As the audit trail keeps it; nil for who sits at this machine.
    package let address: ClientAddress?

    package init(_ identity: Identity, from address: ClientAddress? = nil) {
        self.identity = identity
        self.address = address
    }
}
