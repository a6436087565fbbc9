/// What was measured here of a kept model; what was not is nil.
package struct HubModelMeasures: Sendable, Hashable {
    /// The metrics with a score, and `net_score`.
    package let performance: [String: Double]
    /// By device class.
    package let compatibility: [String: Double]?

    package init(performance: [String: Double], compatibility: [String: Double]?) {
        self.performance = performance
        self.compatibility = compatibility
    }
}
