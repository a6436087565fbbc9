/// Waiting and chance, given from outside so that tests need neither.
package struct HubTime: Sendable {
    package var sleep: @Sendable (Duration) async throws -> Void
    /// From 0 to 1.
    package var chance: @Sendable () -> Double

    package init(sleep: @escaping @Sendable (Duration) async throws -> Void, chance: @escaping @Sendable () -> Double) {
        self.sleep = sleep
        self.chance = chance
    }

    /// The clock and the chance of this machine.
    package static let system = HubTime(
        sleep: { try await Task.sleep(for: $0) }, chance: { Double.random(in: 0...1) })
}
