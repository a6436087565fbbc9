/// A tensor of the file that will be written.
struct PlannedTensor: Sendable {
    enum Content: Sendable {
        case read(SourceTensor, WeightRule.Order)
        case computed([Float])
    }

    let name: String
    /// The slowest dimension first; the file counts the other way.
    let shape: [Int64]
    let type: WeightType
    let content: Content

    var weights: Int64 { shape.reduce(1, *) }
    var bytes: Int64 { type.bytes(of: weights) }
    /// With what fills it up to where the next may begin.
    var room: Int64 { (bytes + GGUFLayout.alignment - 1) / GGUFLayout.alignment * GGUFLayout.alignment }
}
