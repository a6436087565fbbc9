/// What models hold of the memory they may have, as a bar; the table beside it says the same in numbers.
enum MemoryBar {
    private static let (width, height) = (1000.0, 26.0)
    /// Colours that tell neighbours apart; they come round again.
    private static let colours = 5

    /// - Parameters:
    ///   - parts: bytes by model; the order gives the colours.
    ///   - budget: bytes; a model may hold more than was foreseen, and then the bar is as long as what is held.
    static func draw(_ parts: [(name: String, bytes: Int64)], budget: Int64) -> Markup {
        let used = parts.reduce(0) { $0 + max(0, $1.bytes) }
        let whole = Double(max(budget, used, 1))
        var drawing = Drawing()
        drawing.add(
            "rect", ["class": "track", "width": Drawing.number(width), "height": Drawing.number(height), "rx": "4"])
        var place = 0.0
        for (index, part) in parts.enumerated() {
            let length = Double(max(0, part.bytes)) / whole * width
            // What is too short to be seen still is there.
            let shown = max(1.5, length - 1)
            drawing.add(
                "rect",
                [
                    "class": colour(index), "x": Drawing.number(place), "width": Drawing.number(shown),
                    "height": Drawing.number(height),
                ], title: "\(part.name): \(Words.size(part.bytes))")
            place += length
        }
        if used > budget {
            let mark = Double(budget) / whole * width
            drawing.add(
                "rect",
                ["class": "bad", "x": Drawing.number(mark), "width": "2", "height": Drawing.number(height)])
        }
        let text = parts.map { "\($0.name) \(Words.size($0.bytes))" }.joined(separator: ", ")
        return drawing.picture(
            "memory", width: width, height: height,
            title: "\(Words.size(used)) of \(Words.size(budget)) held by models",
            description: text.isEmpty ? "No model is in memory" : text)
    }

    /// The colour of a part, for its row in the table.
    static func swatch(_ index: Int) -> Markup {
        var drawing = Drawing()
        drawing.add("rect", ["class": colour(index), "width": "12", "height": "12", "rx": "3"])
        return drawing.ornament(width: 12, height: 12)
    }

    private static func colour(_ index: Int) -> String { "part\(index % colours)" }
}
