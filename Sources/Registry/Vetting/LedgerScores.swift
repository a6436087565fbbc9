import Wire
package import Scoring
import Domain

/// How the parents of a model were assessed in this house.
package struct LedgerScores: ParentScores {
    private let ledger: GateLedger

    package init(ledger: GateLedger) { self.ledger = ledger }

    package func netScore(of model: String) async throws -> Captured<Double> {
        guard let id = RepositoryID(model), let commit = try await ledger.commits(of: id).first,
            let score = try await ledger.subject(of: id, at: commit)?.assessment.netScore
        else { return .absent }
        return .known(score)
    }
}
