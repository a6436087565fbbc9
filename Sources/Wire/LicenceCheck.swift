/// Whether a project and a model may be used together, as far as their licences tell.
package struct LicenceCheck: Codable, Sendable, Hashable {
    package var model: String
    package var project: String
    package var modelLicence: LicenceMatch?
    package var projectLicence: LicenceMatch?
    /// Nil when it cannot be told.
    package var compatibleFineTuning: Bool?
    package var compatibleInference: Bool?
    /// Both of them hold; nil when one cannot be told.
    package var compatible: Bool?
    /// One sentence.
    package var reason: String
    package var remedy: String?

    package init(
        model: String, project: String, modelLicence: LicenceMatch?, projectLicence: LicenceMatch?,
        compatibleFineTuning: Bool?, compatibleInference: Bool?, reason: String, remedy: String? = nil
    ) {
        self.model = model
        self.project = project
        self.modelLicence = modelLicence
        self.projectLicence = projectLicence
        self.compatibleFineTuning = compatibleFineTuning
        self.compatibleInference = compatibleInference
        compatible =
            if let compatibleFineTuning, let compatibleInference { compatibleFineTuning && compatibleInference } else {
                nil
            }
        self.reason = reason
        self.remedy = remedy
    }
}
