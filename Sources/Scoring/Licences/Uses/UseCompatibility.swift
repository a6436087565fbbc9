package import Wire

/// Whether a project may tune a model and give the result away under its own licence, and whether it may run it.
package struct UseCompatibility: Codable, Sendable, Hashable {
    /// Two licences, and why they do not go together.
    package struct Conflict: Codable, Sendable, Hashable {
        /// `fine_tuning` or `inference`.
        package var use: String
        /// The project's licence.
        package var project: LicenceMatch
        /// The model's.
        package var model: LicenceMatch
        /// One sentence.
        package var reason: String

        package init(use: String, project: LicenceMatch, model: LicenceMatch, reason: String) {
            self.use = use
            self.project = project
            self.model = model
            self.reason = reason
        }
    }

    /// Nil when it cannot be told; the reason says why.
    package var compatibleFineTuning: Bool?
    package var compatibleInference: Bool?
    /// One sentence for each answer.
    package var reason: String
    package var conflicts: [Conflict]

    package init(compatibleFineTuning: Bool?, compatibleInference: Bool?, reason: String, conflicts: [Conflict]) {
        self.compatibleFineTuning = compatibleFineTuning
        self.compatibleInference = compatibleInference
        self.reason = reason
        self.conflicts = conflicts
    }
}
