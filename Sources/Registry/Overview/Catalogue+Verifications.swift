import Domain
import Storage
package import Wire

/// How a verification ended.
package struct VerificationRecord: Sendable, Hashable {
    /// Milliseconds since 1970.
    package let at: Int64
    /// Nil when everything was verified.
    package let model: String?
    package let checked: Int
    package let damaged: Int
    /// False when it was stopped before it had looked at everything.
    package let isWhole: Bool
}

extension Catalogue {
    /// Verifications that are remembered, damaged blobs that are named of each, and files that are named of each blob.
    private static let verificationsAtMost: Int64 = 100
    private static let damageAtMost = 100
    private static let usersAtMost = 5

    /// Writes down how a verification ended.
    func record(_ report: VerifyReport, of model: String?, isWhole: Bool) async throws {
        var damage = Array(report.damaged.prefix(Self.damageAtMost))
        for index in damage.indices { damage[index].usedBy = Array(damage[index].usedBy.prefix(Self.usersAtMost)) }
        let body = try WireJSON.text(damage, pretty: false)
        let now = now()
        try await database.write { session in
            try session.run(
                """
                INSERT INTO verifications (at, model, checked, bytes, damaged, is_whole, body)
                VALUES (\(now), \(model), \(report.checked), \(report.bytes), \(report.damaged.count), \(isWhole), \(body))
                """)
            try session.run(
                """
                DELETE FROM verifications WHERE id NOT IN
                (SELECT id FROM verifications ORDER BY id DESC LIMIT \(Self.verificationsAtMost))
                """)
        }
    }

    /// How the last verification of everything ended; nil when there was none.
    package func lastVerification() async throws -> VerificationRecord? {
        let row = try await database.read { session in
            try session.first("SELECT * FROM verifications WHERE model IS NULL ORDER BY id DESC LIMIT 1")
        }
        return try row.map { row in
            VerificationRecord(
                at: try row.integer("at"), model: try row.optionalText("model"),
                checked: Int(try row.integer("checked")), damaged: Int(try row.integer("damaged")),
                isWhole: try row.bool("is_whole"))
        }
    }

    /// What verifications found wrong and what nobody has fetched again since, each blob once: at most 100.
    package func openDamage() async throws -> [DamagedBlob] {
        try await database.read { session in
            let rows = try session.rows(
                "SELECT body FROM verifications WHERE damaged > 0 ORDER BY id DESC LIMIT \(Self.verificationsAtMost)")
            var seen: Set<String> = []
            var open: [DamagedBlob] = []
            for row in rows {
                for blob in try WireJSON.decode([DamagedBlob].self, from: try row.text("body"))
                where open.count < Self.damageAtMost && seen.insert(blob.sha256).inserted {
                    // Its row is gone since it was found; it comes back with the bytes. Removed models miss nothing.
                    let found = try session.first(
                        """
                        SELECT 1 AS one FROM files WHERE digest = \(blob.sha256)
                        AND NOT EXISTS (SELECT 1 FROM blobs WHERE digest = \(blob.sha256)) LIMIT 1
                        """)
                    if found != nil { open.append(blob) }
                }
            }
            return open
        }
    }
}
