package import Domain
package import Scoring

/// The policy a house goes by now, and where it is from.
package struct LoadedPolicy: Sendable {
    package let policy: Policy
    /// Of the policy, computed once.
    package let digest: String
    /// The text it was read from.
    package let text: String
    /// The file; nil for the built-in preset, when there is none.
    package let file: String?
    /// Why a newer file is not used; nil when this is what the file says.
    package internal(set) var problem: Problem?

    /// What a house without a policy of its own goes by.
    package static var standard: LoadedPolicy {
        get throws {
            let preset = PolicyPreset.standard
            return LoadedPolicy(try preset.policy, text: preset.text, file: nil)
        }
    }

    init(_ policy: Policy, text: String, file: String?) {
        self.policy = policy
        self.digest = policy.digest
        self.text = text
        self.file = file
    }
}
