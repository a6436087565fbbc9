import Storage

extension AccessTable {
    /// Adds a line within the transaction of the change, so that there is none without the other.
    func record(
        _ identity: Identity, _ action: AuditAction, _ subject: String, detail: String? = nil,
        outcome: AuditOutcome = .done, address: ClientAddress? = nil, times: Int64 = 1
    ) throws {
        try record(
            actor: identity.actor, action, subject, detail: detail, outcome: outcome, address: address, times: times)
    }

    /// The same for somebody of whom the name alone is known by now.
    func record(
        actor: String, _ action: AuditAction, _ subject: String, detail: String?, outcome: AuditOutcome = .done,
        address: ClientAddress? = nil, times: Int64 = 1
    ) throws {
        let row = try session.first(
            """
            INSERT INTO audit_events (at, actor, action, subject, outcome, detail, address, times)
            VALUES (\(now), \(Self.bounded(actor)), \(action.rawValue), \(Self.bounded(subject)), \(outcome.rawValue), \
            \(detail.map(Self.bounded)), \(address?.text), \(times))
            RETURNING number
            """)
        guard let number = try row?.integer("number"), number % 1000 == 0 else { return }
        try session.run("DELETE FROM audit_events WHERE number <= \(number - AccessLimits.auditRows)")
    }

    /// Subjects come from addresses and bodies: short, and nothing that moves a cursor.
    private static func bounded(_ text: String) -> String {
        let safe = text.unicodeScalars.prefix(300).map { scalar -> Unicode.Scalar in
            scalar.value < 32 || (127..<160).contains(scalar.value) ? "\u{FFFD}" : scalar
        }
        return String(String.UnicodeScalarView(safe))
    }
}
