import Storage

/// What was done, such as `user.add` or `model.remove`.
package struct AuditAction: RawRepresentable, Hashable, Sendable, CustomStringConvertible, ExpressibleByStringLiteral {
    package let rawValue: String

    package init(rawValue: String) { self.rawValue = rawValue }
    package init(stringLiteral value: String) { rawValue = value }
    package var description: String { rawValue }
}

/// How it ended.
package enum AuditOutcome: String, Sendable, Hashable, CaseIterable {
    case done
    case refused
    case failed
}

/// One line of the audit trail: who did what to which thing, and how it ended.
package struct AuditEntry: Hashable, Sendable {
    package let number: Int64
    /// Milliseconds since 1970.
    package let at: Int64
    /// As `Identity.actor` spells it.
    package let actor: String
    package let action: AuditAction
    package let subject: String
    package let outcome: AuditOutcome
    package let detail: String?
    package let address: String?
    /// More than one for a refusal that came again and again.
    package let times: Int64

    init(_ row: Row) throws {
        number = try row.integer("number")
        at = try row.integer("at")
        actor = try row.text("actor")
        action = AuditAction(rawValue: try row.text("action"))
        subject = try row.text("subject")
        let text = try row.text("outcome")
        guard let outcome = AuditOutcome(rawValue: text) else {
            throw StorageError.columnType("outcome", wanted: "done, refused or failed", found: text)
        }
        self.outcome = outcome
        detail = try row.optionalText("detail")
        address = try row.optionalText("address")
        times = try row.integer("times")
    }
}

/// Which lines to show; nil means any.
package struct AuditFilter: Sendable, Hashable {
    package var actor: String?
    package var action: String?
    package var subject: String?
    /// A model: also lines about one version of it, `org/name@…` or `org/name:…`.
    package var model: String?
    package var outcome: AuditOutcome?
    /// Only lines before this number.
    package var before: Int64?

    package init(
        actor: String? = nil, action: String? = nil, subject: String? = nil, model: String? = nil,
        outcome: AuditOutcome? = nil, before: Int64? = nil
    ) {
        self.actor = actor
        self.action = action
        self.subject = subject
        self.model = model
        self.outcome = outcome
        self.before = before
    }
}
