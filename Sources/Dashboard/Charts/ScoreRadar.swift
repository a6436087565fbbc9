import Glibc

/// Scores around a centre: the further out, the better. What is not known leaves a gap, and is never drawn as nought.
struct ScoreRadar {
    /// One question.
    struct Spoke {
        let label: String
        /// 0…1; nil when it is not known or makes no sense.
        let score: Double?
        /// What the policy asks; nil when nothing.
        let required: Double?
        /// Instead of a number: `unknown`.
        let words: String
    }

    private struct Point {
        let x: Double
        let y: Double
    }

    let spokes: [Spoke]

    private static let (width, height, radius) = (460.0, 336.0, 104.0)
    private static let centre = Point(x: 230, y: 164)

    /// Nil when there are too few questions for an area.
    func draw(title: String) -> Markup? {
        guard spokes.count >= 3 else { return nil }
        var drawing = Drawing()
        for ring in [0.25, 0.5, 0.75, 1.0] {
            let points = spokes.indices.map { text(at($0, ring)) }.joined(separator: " ")
            drawing.add("polygon", ["class": "axis", "points": points])
        }
        for index in spokes.indices { draw(index, into: &drawing) }
        for run in runs { drawing.add("path", ["class": "area", "d": path(of: run)]) }
        for (index, spoke) in spokes.enumerated() {
            if let required = spoke.required, required > 0 { drawRequirement(index, min(1, required), into: &drawing) }
            guard let score = spoke.score else { continue }
            let isShort = spoke.required.map { score < $0 } ?? false
            let place = at(index, score)
            drawing.add(
                "circle",
                [
                    "class": isShort ? "dot bad" : "dot", "cx": Drawing.number(place.x), "cy": Drawing.number(place.y),
                    "r": "4",
                ], title: "\(spoke.label): \(spoke.words)")
        }
        return drawing.picture(
            "radar", width: Self.width, height: Self.height, title: title,
            description: spokes.map { "\($0.label): \($0.words)" }.joined(separator: "; "))
    }

    private func draw(_ index: Int, into drawing: inout Drawing) {
        let (spoke, end) = (spokes[index], at(index, 1))
        drawing.add(
            "line",
            [
                "class": spoke.score == nil ? "axis unknown" : "axis", "x1": Drawing.number(Self.centre.x),
                "y1": Drawing.number(Self.centre.y), "x2": Drawing.number(end.x), "y2": Drawing.number(end.y),
            ])
        let place = at(index, 1 + 14 / Self.radius)
        let side = place.x - Self.centre.x
        let anchor = abs(side) < 12 ? "middle" : side > 0 ? "start" : "end"
        let lines = Self.lines(spoke.label)
        // Labels above the centre grow upwards, those below it downwards.
        let share = (place.y - Self.centre.y) / Self.radius
        var y = place.y + share * 9 - (1 - max(0, share)) * Double(lines.count) * 6
        for (line, style) in lines.map({ ($0, "label") }) + [(spoke.words, "muted")] {
            drawing.add(
                "text",
                ["class": style, "x": Drawing.number(place.x), "y": Drawing.number(y + 4), "text-anchor": anchor],
                text: line)
            y += 14
        }
    }

    /// A long label in two lines of about the same length.
    private static func lines(_ label: String) -> [String] {
        let words = label.split(separator: " ")
        guard label.count > 14, words.count > 1 else { return [label] }
        let halves = (1..<words.count).map { split in
            [words[..<split].joined(separator: " "), words[split...].joined(separator: " ")]
        }
        return halves.min { $0.map(\.count).max() ?? 0 < $1.map(\.count).max() ?? 0 } ?? [label]
    }

    /// A stroke across the spoke.
    private func drawRequirement(_ index: Int, _ required: Double, into drawing: inout Drawing) {
        let (place, angle) = (at(index, required), angle(index) + .pi / 2)
        let (dx, dy) = (cos(angle) * 7, sin(angle) * 7)
        drawing.add(
            "line",
            [
                "class": "mark", "x1": Drawing.number(place.x - dx), "y1": Drawing.number(place.y - dy),
                "x2": Drawing.number(place.x + dx), "y2": Drawing.number(place.y + dy),
            ])
    }

    /// Neighbouring spokes whose scores are known, around the circle.
    private var runs: [[Int]] {
        guard let gap = spokes.firstIndex(where: { $0.score == nil }) else { return [Array(spokes.indices)] }
        var runs: [[Int]] = [[]]
        for step in 1...spokes.count {
            let index = (gap + step) % spokes.count
            if spokes[index].score == nil {
                runs.append([])
            } else {
                runs[runs.count - 1].append(index)
            }
        }
        return runs.filter { !$0.isEmpty }
    }

    private func path(of run: [Int]) -> String {
        let points = run.map { text(at($0, spokes[$0].score ?? 0)) }
        let begins = run.count == spokes.count ? "" : "\(text(Self.centre)) L"
        return "M\(begins)\(points.joined(separator: " L"))Z"
    }

    /// The first spoke points upwards, the others follow with the clock.
    private func angle(_ index: Int) -> Double { 2 * .pi * Double(index) / Double(spokes.count) - .pi / 2 }

    private func at(_ index: Int, _ share: Double) -> Point {
        Point(
            x: Self.centre.x + cos(angle(index)) * share * Self.radius,
            y: Self.centre.y + sin(angle(index)) * share * Self.radius)
    }

    private func text(_ point: Point) -> String { "\(Drawing.number(point.x)),\(Drawing.number(point.y))" }
}
