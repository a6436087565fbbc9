/// Where boxes stand and arrows run: a layout in pixels.
struct LineageGrid {
    static let (boxWidth, boxHeight) = (190.0, 44.0)
    private static let (laneHeight, gapAcross, gapDown, margin) = (10.0, 96.0, 16.0, 6.0)

    let width: Double
    let height: Double
    /// The left end of each box, and the middle of its height; then those of the places that arrows pass.
    private(set) var places: [(x: Double, y: Double)]
    let routes: [[Int]]
    private let count: Int

    init(count: Int, edges: [(from: Int, to: Int)]) {
        let layout = LayeredLayout(count: count, edges: edges)
        let size = { (node: Int) in node < count ? Self.boxHeight : Self.laneHeight }
        let heights = layout.columns.map { column in
            column.reduce(0) { $0 + size($1) } + Double(max(0, column.count - 1)) * Self.gapDown
        }
        let tallest = heights.max() ?? 0
        var places = Array(repeating: (x: 0.0, y: 0.0), count: layout.columns.reduce(0) { $0 + $1.count })
        for (index, column) in layout.columns.enumerated() {
            var y = Self.margin + (tallest - heights[index]) / 2
            for node in column {
                places[node] = (Self.margin + Double(index) * (Self.boxWidth + Self.gapAcross), y + size(node) / 2)
                y += size(node) + Self.gapDown
            }
        }
        self.places = places
        self.count = count
        routes = layout.routes
        width = Double(layout.columns.count) * (Self.boxWidth + Self.gapAcross) - Self.gapAcross + 2 * Self.margin
        height = tallest + 2 * Self.margin
    }

    /// From the right end of one box to the left end of another, straight past what lies between.
    func path(of route: [Int]) -> String {
        var parts: [String] = []
        for (from, to) in zip(route, route.dropFirst()) {
            let (x1, y1, x2, y2) = (places[from].x + Self.boxWidth, places[from].y, places[to].x, places[to].y)
            if parts.isEmpty { parts.append("M\(point(x1, y1))") }
            let bend = (x2 - x1) / 2
            parts.append("C\(point(x1 + bend, y1)) \(point(x2 - bend, y2)) \(point(x2, y2))")
            if to >= count { parts.append("L\(point(x2 + Self.boxWidth, y2))") }
        }
        return parts.joined(separator: " ")
    }

    /// Where a word about the arrow stands: on its first bend, which no other one shares for long.
    func middle(of route: [Int]) -> (x: Double, y: Double)? {
        guard route.count > 1 else { return nil }
        let (from, to) = (places[route[0]], places[route[1]])
        return (from.x + Self.boxWidth + Self.gapAcross / 2, (from.y + to.y) / 2)
    }

    private func point(_ x: Double, _ y: Double) -> String { "\(Drawing.number(x)),\(Drawing.number(y))" }
}
