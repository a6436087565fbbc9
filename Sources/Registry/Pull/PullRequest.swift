/// What a person wants pulled: the payload of a pull job.
package struct PullRequest: Codable, Sendable, Hashable {
    /// A model reference, as typed.
    package var reference: String
    /// The base URL of the Hub to ask; nil when the house's list of Hubs decides.
    package var hub: String?
    package var kind: String?
    package var include: [String]
    package var exclude: [String]
    /// Every file, also of a GGUF repository with many quantisations.
    package var everything: Bool
    /// What it says about the gate; nil for nothing.
    package var gateWish: GateWish?

    package var gate: GateWish { gateWish ?? GateWish() }

    package init(
        reference: String, hub: String? = nil, kind: String? = nil, include: [String] = [], exclude: [String] = [],
        everything: Bool = false, gate: GateWish? = nil
    ) {
        gateWish = gate
        self.reference = reference
        self.hub = hub
        self.kind = kind
        self.include = include
        self.exclude = exclude
        self.everything = everything
    }

    /// Two wishes of the same key are one job.
    package var dedupeKey: String {
        "pull \(reference) \(hub ?? "") \(kind ?? "") +\(include.sorted()) -\(exclude.sorted()) \(everything)"
            + (gateWish.map { " \($0.dedupeKey)" } ?? "")
    }
}

extension GateWish {
    fileprivate var dedupeKey: String {
        let limits = thresholds.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: ",")
        return "\(quarantine) \(presetName ?? "") \(limits)"
    }
}
