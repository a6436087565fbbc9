import Testing

@testable import Dashboard

@Suite struct `Laying out a graph` {
    private func columnOfEach(_ layout: LayeredLayout) -> [Int: Int] {
        Dictionary(
            layout.columns.enumerated().flatMap { index, column in column.map { ($0, index) } }
        ) { first, _ in first }
    }

    @Test func `every arrow leads one column to the right, by places it passes when it is longer`() {
        let layout = LayeredLayout(count: 4, edges: [(0, 1), (1, 2), (0, 2), (3, 2)])
        let column = columnOfEach(layout)
        #expect(column[0] == 0 && column[1] == 1 && column[2] == 2)
        // What has no parent stands just before its child.
        #expect(column[3] == 1)
        #expect(layout.routes[2].count == 3 && layout.routes[2].first == 0 && layout.routes[2].last == 2)
        for route in layout.routes {
            for (from, to) in zip(route, route.dropFirst()) { #expect(column[to] == column[from].map { $0 + 1 }) }
        }
    }

    @Test func `a circle and a loop, which anybody can write into tags, end`() {
        let layout = LayeredLayout(count: 3, edges: [(0, 1), (1, 2), (2, 0), (1, 1)])
        #expect(layout.columns.map(\.count).reduce(0, +) >= 3)
        #expect(layout.routes[3].isEmpty && layout.routes[2].last == 2)
        #expect(LayeredLayout(count: 0, edges: []).columns.isEmpty)
    }

    @Test func `two arrows that cross are uncrossed`() {
        let layout = LayeredLayout(count: 4, edges: [(0, 3), (1, 2)])
        let (left, right) = (layout.columns[0], layout.columns[1])
        #expect(left.firstIndex(of: 0) == right.firstIndex(of: 3))
    }

    @Test func `boxes stand apart and inside the picture`() {
        let edges = (1..<20).map { (from: 0, to: $0) } + [(from: 1, to: 20), (from: 0, to: 20)]
        let grid = LineageGrid(count: 21, edges: edges)
        for (index, place) in grid.places.prefix(21).enumerated() {
            #expect(place.x >= 0 && place.x + LineageGrid.boxWidth <= grid.width)
            #expect(place.y - LineageGrid.boxHeight / 2 >= 0 && place.y + LineageGrid.boxHeight / 2 <= grid.height)
            for other in grid.places[..<index] where other.x == place.x {
                #expect(abs(other.y - place.y) >= LineageGrid.boxHeight)
            }
        }
    }
}
