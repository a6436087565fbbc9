package import Scoring

/// Who reads linked code repositories: see `Forge`.
package protocol CodeReading: Sendable {
    /// What is known of a repository; whatever could not be had says why. Throws nothing but cancellation.
    func read(_ link: String) async throws -> CodeFact
}

/// Who knows how other models were assessed.
package protocol ParentScores: Sendable {
    /// The net score of the newest assessment: absent when the model was never assessed here.
    func netScore(of model: String) async throws -> Captured<Double>
}

/// Nobody has assessed anything yet.
package struct NoParentScores: ParentScores {
    package init() {}
    package func netScore(of model: String) async throws -> Captured<Double> { .absent }
}
