import Access
import Registry

/// The gate's exceptions in the same trail as everything else that people do.
struct AuditedGate: Registry.AuditRecording {
    let trail: AuditTrail

    func record(_ entry: Registry.AuditEntry) async throws {
        try await trail.record(
            actor: entry.who, AuditAction(rawValue: entry.action), entry.subject, detail: entry.detail)
    }
}
