/// The number of weights as people say it: `820K`, `23M`, `7.2B`.
enum SizeLabel {
    static func text(_ parameters: Int64) -> String {
        let count = Double(parameters)
        let (scaled, unit) =
            count > 1e12
            ? (count * 1e-12, "T")
            : count > 1e9 ? (count * 1e-9, "B") : count > 1e6 ? (count * 1e-6, "M") : (count * 1e-3, "K")
        let whole = Int64(scaled.rounded(.toNearestOrEven))
        // Two digits at least: 7.2B, and 0.45K.
        let places = whole == 0 ? 2 : whole < 10 ? 1 : 0
        guard places > 0 else { return "\(whole)\(unit)" }
        let factor: Int64 = places == 1 ? 10 : 100
        let parts = Int64((scaled * Double(factor)).rounded(.toNearestOrEven))
        let rest = String(parts % factor)
        return "\(parts / factor).\(String(repeating: "0", count: places - rest.count))\(rest)\(unit)"
    }
}
