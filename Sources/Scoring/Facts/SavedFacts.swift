package import Wire

/// Everything an answer of the gate rests on, besides its policy.
package struct SavedFacts: Codable, Sendable, Hashable {
    package var facts: Facts
    /// What a look into the files showed; nil when nobody looked.
    package var scan: [FileScan]?
    /// Of the files that a pull would take.
    package var sizeBytes: Int64?

    package init(_ facts: Facts, scan: [FileScan]? = nil, sizeBytes: Int64? = nil) {
        self.facts = facts
        self.scan = scan
        self.sizeBytes = sizeBytes
    }
}
