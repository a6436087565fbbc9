/// How numbers of an assessment are written, so that the same facts give the same bytes.
enum Score {
    /// Four digits, halves to the even neighbour.
    static func rounded(_ value: Double) -> Double {
        value.isFinite ? (value * 10_000).rounded(.toNearestOrEven) / 10_000 : 0
    }

    /// Two digits for a sentence.
    static func text(_ value: Double) -> String {
        let hundredths = Int((min(1e12, max(-1e12, value)) * 100).rounded(.toNearestOrEven))
        let fraction = abs(hundredths % 100)
        return "\(hundredths < 0 ? "-" : "")\(abs(hundredths) / 100).\(fraction < 10 ? "0" : "")\(fraction)"
    }

    /// A whole percentage for a sentence.
    static func percent(_ share: Double) -> String { "\(Int((share * 100).rounded(.toNearestOrEven))) %" }
}
