/// Puts the nodes of a directed graph into columns, so that every arrow leads to the right, and orders each column so that few
/// of them cross: longest paths for the columns, a place in every column an arrow passes, barycentres for the order (Sugiyama,
/// Tagawa and Toda, 1981). Arrows that close a circle, which whoever writes tags can make, count as turned round.
struct LayeredLayout {
    /// Numbers by column, each from top to bottom; those from `count` on are places that an arrow passes.
    private(set) var columns: [[Int]] = []
    /// Per edge as it was given: what it goes by from the left to the right, its two ends included; empty for a loop.
    private(set) var routes: [[Int]]
    private var successors: [[Int]]
    private var predecessors: [[Int]]

    private static let sweeps = 6

    /// - Parameter edges: pairs of node numbers below `count`.
    init(count: Int, edges: [(from: Int, to: Int)]) {
        routes = Self.acyclic(count, edges).map { $0.map { [$0.from, $0.to] } ?? [] }
        successors = Array(repeating: [], count: count)
        predecessors = Array(repeating: [], count: count)
        connect()
        var column = columnOfEach()
        split(&column)
        for (node, column) in column.enumerated() {
            while columns.count <= column { columns.append([]) }
            columns[column].append(node)
        }
        for sweep in 0..<Self.sweeps { order(goingRight: sweep.isMultiple(of: 2)) }
    }

    /// The same edges; those that lead back on a walk through the graph are turned round, loops are nil.
    private static func acyclic(_ count: Int, _ edges: [(from: Int, to: Int)]) -> [(from: Int, to: Int)?] {
        var outgoing = Array(repeating: [Int](), count: count)
        for (index, edge) in edges.enumerated() where edge.from != edge.to { outgoing[edge.from].append(index) }
        /// 0 for not seen, 1 for on the way, 2 for done.
        var state = Array(repeating: 0, count: count)
        var result = [(from: Int, to: Int)?](repeating: nil, count: edges.count)
        for start in 0..<count where state[start] == 0 {
            state[start] = 1
            var way = [(node: start, next: 0)]
            while let top = way.last {
                guard top.next < outgoing[top.node].count else {
                    state[top.node] = 2
                    way.removeLast()
                    continue
                }
                way[way.count - 1].next += 1
                let (index, edge) = (outgoing[top.node][top.next], edges[outgoing[top.node][top.next]])
                result[index] = state[edge.to] == 1 ? (edge.to, edge.from) : edge
                if state[edge.to] == 0 {
                    state[edge.to] = 1
                    way.append((edge.to, 0))
                }
            }
        }
        return result
    }

    private mutating func connect() {
        for route in routes {
            for (from, to) in zip(route, route.dropFirst()) {
                successors[from].append(to)
                predecessors[to].append(from)
            }
        }
    }

    /// As far right as the longest way to a node is long; what nothing leads to stands just before what it leads to.
    private func columnOfEach() -> [Int] {
        var column = Array(repeating: 0, count: successors.count)
        var waiting = predecessors.map(\.count)
        var ready = waiting.indices.filter { waiting[$0] == 0 }
        var next = 0
        while next < ready.count {
            let node = ready[next]
            next += 1
            for successor in successors[node] {
                column[successor] = max(column[successor], column[node] + 1)
                waiting[successor] -= 1
                if waiting[successor] == 0 { ready.append(successor) }
            }
        }
        for node in ready.reversed() where predecessors[node].isEmpty {
            if let nearest = successors[node].map({ column[$0] }).min() { column[node] = nearest - 1 }
        }
        return column
    }

    /// Gives arrows that are longer than a column a place in each they pass.
    private mutating func split(_ column: inout [Int]) {
        for (index, route) in routes.enumerated() {
            guard let from = route.first, let to = route.last, column[to] - column[from] > 1 else { continue }
            var whole = [from]
            for between in (column[from] + 1)..<column[to] {
                whole.append(column.count)
                column.append(between)
            }
            routes[index] = whole + [to]
        }
        successors = Array(repeating: [], count: column.count)
        predecessors = successors
        connect()
    }

    /// Each column after the mean place of the neighbours before it (or behind it).
    private mutating func order(goingRight: Bool) {
        var place = Array(repeating: 0.0, count: successors.count)
        for column in columns {
            for (index, node) in column.enumerated() { place[node] = Double(index) / Double(column.count) }
        }
        let indices = goingRight ? Array(columns.indices) : columns.indices.reversed()
        for index in indices {
            let means = columns[index].map { node -> (node: Int, mean: Double) in
                let neighbours = goingRight ? predecessors[node] : successors[node]
                guard !neighbours.isEmpty else { return (node, place[node]) }
                return (node, neighbours.reduce(0) { $0 + place[$1] } / Double(neighbours.count))
            }
            // A stable order: equal ones stay as they are.
            let sorted = means.enumerated().sorted { ($0.element.mean, $0.offset) < ($1.element.mean, $1.offset) }
            columns[index] = sorted.map(\.element.node)
            for (position, node) in columns[index].enumerated() {
                place[node] = Double(position) / Double(columns[index].count)
            }
        }
    }
}
