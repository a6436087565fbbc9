/// Who keeps account of what people do. Declared by the gate, given by whoever builds the house.
package protocol AuditRecording: Sendable {
    func record(_ entry: AuditEntry) async throws
}

/// One thing a person did.
package struct AuditEntry: Sendable, Hashable {
    /// Milliseconds since 1970.
    package let at: Int64
    package let who: String
    /// `waiver.given`, `waiver.revoked`.
    package let action: String
    /// `org/name`, or `org/name@commit`.
    package let subject: String
    /// One sentence.
    package let detail: String
}
