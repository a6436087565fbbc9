/// A score as a short bar, with a mark where the policy wants it to be. The number stands beside it.
enum ScoreBar {
    private static let (width, height) = (96.0, 10.0)

    /// - Parameters:
    ///   - score: 0…1; nil draws an empty bar with a broken edge, for what is not known.
    ///   - style: `good`, `warn`, `bad`, or `plain`.
    static func draw(_ score: Double?, required: Double? = nil, style: String = "plain") -> Markup {
        var drawing = Drawing()
        let full = Drawing.number(Self.width)
        if let score {
            drawing.add("rect", ["class": "track", "width": full, "height": "10", "rx": "3"])
            let width = Drawing.number(max(0, min(1, score)) * Self.width)
            drawing.add("rect", ["class": "fill \(style)", "width": width, "height": "10", "rx": "3"])
        } else {
            drawing.add(
                "rect",
                [
                    "class": "unknown", "x": "0.5", "y": "0.5", "width": Drawing.number(Self.width - 1), "height": "9",
                    "rx": "3",
                ])
        }
        if let required, required > 0 {
            let place = Drawing.number(min(1, required) * Self.width - 1)
            drawing.add("rect", ["class": "mark", "x": place, "width": "2", "height": "10"])
        }
        return drawing.ornament(width: Self.width, height: Self.height)
    }
}
