package import Access
package import Registry

/// What the pages of kept models ask of the house.
package struct ModelServices: Sendable {
    let catalogue: Catalogue
    let gate: GateKeeper
    let audit: AuditTrail
    /// Milliseconds since 1970.
    let now: @Sendable () -> Int64
    let packageBytes: @Sendable (KeptVersion) throws -> Int64

    /// - Parameter packageBytes: how long the package of a version is; throws when there is none.
    package init(
        catalogue: Catalogue, gate: GateKeeper, audit: AuditTrail, now: @escaping @Sendable () -> Int64,
        packageBytes: @escaping @Sendable (KeptVersion) throws -> Int64
    ) {
        self.catalogue = catalogue
        self.gate = gate
        self.audit = audit
        self.now = now
        self.packageBytes = packageBytes
    }
}
