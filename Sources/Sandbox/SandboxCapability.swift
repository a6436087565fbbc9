/// What a machine has for confining code.
package struct SandboxCapability: Hashable, Sendable {
    /// Why it cannot; empty when it can.
    package let refusals: [String]
    /// What is used, in a few words each.
    package let features: [String]
    /// What would make it stronger.
    package let advice: [String]

    package init(refusals: [String], features: [String], advice: [String]) {
        self.refusals = refusals
        self.features = features
        self.advice = advice
    }

    package var isUsable: Bool { refusals.isEmpty }
}
