/// A number that is the same in every layer, or one per layer.
package enum GGUFLayerCounts: Hashable, Sendable {
    case same(Int)
    case perLayer([Int])

    /// Nil for what is no number, or a list that was too long to keep.
    init?(_ value: GGUFValue) {
        if let count = value.count {
            self = .same(count)
            return
        }
        guard let array = value.array, array.isComplete, array.count > 0 else { return nil }
        let counts = array.values.compactMap(\.count)
        guard counts.count == array.count else { return nil }
        self = .perLayer(counts)
    }

    package var largest: Int {
        switch self {
        case .same(let count): count
        case .perLayer(let counts): counts.max() ?? 0
        }
    }

    /// The number in one layer; nil when the list is shorter than the model.
    package func inLayer(_ layer: Int) -> Int? {
        switch self {
        case .same(let count): count
        case .perLayer(let counts): counts.indices.contains(layer) ? counts[layer] : nil
        }
    }
}
