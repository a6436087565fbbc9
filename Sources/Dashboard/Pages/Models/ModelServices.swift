package import Access
package import Domain
package import Hub
package import Registry
package import Wire

/// What the pages of kept models ask of the house.
package struct ModelServices: Sendable {
    let catalogue: Catalogue
    let gate: GateKeeper
    let audit: AuditTrail
    /// What folders of this machine are called to who is no administrator.
    let sources: SourceWords
    /// Milliseconds since 1970.
    let now: @Sendable () -> Int64
    /// What a name means among what can be run; throws where nothing reads it.
    let runnable: @Sendable (String) async throws -> String
    /// What running it is expected to hold, and whether that much was seen before.
    let need: @Sendable (String) async throws -> (bytes: ByteCount, wasSeen: Bool)
    /// What models may hold here now; nil when that is not known.
    let room: @Sendable () async -> MemoryRoom?
    let packageBytes: @Sendable (KeptVersion) throws -> Int64

    /// - Parameter packageBytes: how long the package of a version is; throws when there is none.
    package init(
        catalogue: Catalogue, gate: GateKeeper, audit: AuditTrail, sources: SourceWords,
        now: @escaping @Sendable () -> Int64, runnable: @escaping @Sendable (String) async throws -> String,
        need: @escaping @Sendable (String) async throws -> (bytes: ByteCount, wasSeen: Bool),
        room: @escaping @Sendable () async -> MemoryRoom?,
        packageBytes: @escaping @Sendable (KeptVersion) throws -> Int64
    ) {
        self.catalogue = catalogue
        self.gate = gate
        self.audit = audit
        self.sources = sources
        self.now = now
        self.runnable = runnable
        self.need = need
        self.room = room
        self.packageBytes = packageBytes
    }
}
