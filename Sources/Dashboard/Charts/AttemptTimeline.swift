import Wire

/// The tries of a request along the time it took, one below the other.
enum AttemptTimeline {
    private static let (labels, bars, row) = (190.0, 500.0, 30.0)
    private static let triesAtMost = 40
    private static let lettersAtMost = 27

    static func draw(_ trace: RequestTrace) -> Markup {
        let tries = trace.attempts.prefix(triesAtMost)
        let end = tries.reduce(max(1, trace.duration)) { max($0, $1.startedAfter + $1.duration) }
        let height = Double(tries.count) * row + 26
        var drawing = Drawing()
        for step in 0...4 {
            let place = labels + bars * Double(step) / 4
            drawing.add(
                "line",
                [
                    "class": "axis", "x1": Drawing.number(place), "x2": Drawing.number(place), "y1": "0",
                    "y2": Drawing.number(height - 20),
                ])
            drawing.add(
                "text",
                [
                    "class": "muted", "x": Drawing.number(place), "y": Drawing.number(height - 5),
                    "text-anchor": step == 4 ? "end" : step == 0 ? "start" : "middle",
                ], text: Words.span(end * Int64(step) / 4))
        }
        for (index, attempt) in tries.enumerated() {
            let top = Double(index) * row + 5
            let start = Double(attempt.startedAfter) / Double(end) * bars
            let length = max(2, Double(attempt.duration) / Double(end) * bars)
            drawing.add("text", ["x": "0", "y": Drawing.number(top + 14)], text: short(attempt.leg))
            drawing.add(
                "rect",
                [
                    "class": attempt.outcome == "answered" ? "good" : "bad",
                    "x": Drawing.number(labels + min(start, bars - 2)), "y": Drawing.number(top),
                    "width": Drawing.number(min(length, bars - min(start, bars - 2))), "height": "18", "rx": "3",
                ], title: "\(attempt.leg): \(attempt.outcome) after \(Words.span(attempt.duration))")
        }
        let text = tries.map {
            "\($0.leg) from \(Words.span($0.startedAfter)) for \(Words.span($0.duration)): \($0.outcome)"
        }
        return drawing.picture(
            "tries", width: labels + bars, height: height, title: "Tries along \(Words.span(end))",
            description: text.joined(separator: "; "))
    }

    private static func short(_ name: String) -> String {
        name.count <= lettersAtMost ? name : "\(name.prefix(12))…\(name.suffix(lettersAtMost - 13))"
    }
}
