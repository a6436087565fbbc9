import Scoring
package import Wire

extension GateKeeper {
    /// Versions that one page of a preview decides again.
    package static let previewPages = 1...500

    /// Everything that is wrong in the text of a policy.
    package func check(policy text: String) -> PolicyCheckReport {
        var report = PolicyCheckReport(
            file: nil, valid: false, mistakes: [], policy: nil, policyDigest: nil, effect: nil)
        do {
            let policy = try Policy(parsing: text)
            report.valid = true
            report.policy = policy.name
            report.policyDigest = policy.digest
        } catch {
            report.mistakes = error.mistakes
        }
        return report
    }

    /// Whose verdict would change under a text, a page of the assessed versions at a time; nothing is written down.
    ///
    /// - Parameters:
    ///   - last: `next` of the page before; 0 for the first.
    ///   - limit: within `previewPages`.
    package func preview(policy text: String, after last: Int64, limit: Int) async throws -> PolicyPreview {
        let policy = try Policy(parsing: text)
        let digest = policy.digest
        let limit = min(max(limit, Self.previewPages.lowerBound), Self.previewPages.upperBound)
        let page = try await ledger.known(.all, after: last, limit: limit)
        let (changed, _) = try await redecide(page, policy, digest, nil)
        return PolicyPreview(
            policy: policy.name, policyDigest: digest, decided: page.count, total: try await ledger.assessed(),
            unassessed: try await ledger.unassessed(), changed: changed,
            next: page.count < limit ? nil : page.last?.id)
    }

    /// Puts a text in force and writes down who did; see `PolicyStore.save`. Kept versions are decided again by `settle`.
    package func save(policy text: String, expecting tag: String?, by person: String) async throws -> LoadedPolicy {
        let before = try? await policies.current().digest  // A wrong file may be what is being mended.
        let saved = try await policies.save(text, expecting: tag)
        try await audit?.record(
            AuditEntry(
                at: ledger.now(), who: person, action: "policy.set", subject: saved.policy.name,
                detail: "\(before?.prefix(12) ?? "none") → \(saved.digest.prefix(12))"))
        return saved
    }
}
