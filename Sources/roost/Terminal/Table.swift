/// Rows in columns: aligned on a terminal, separated by tabs in a pipe.
struct Table {
    private let head: [String]
    private var rows: [[String]] = []

    init(_ head: String...) { self.head = head }

    mutating func add(_ cells: String...) { rows.append(cells.map(Terminal.safe)) }

    /// The lines to print; without a head in a pipe.
    func lines(aligned: Bool = Terminal.outputIsTerminal) -> [String] {
        guard aligned else { return rows.map { $0.joined(separator: "\t") } }
        let all = [head] + rows
        let widths = head.indices.map { column in all.map { $0[column].count }.max() ?? 0 }
        return all.map { cells in
            zip(cells, widths).map { cell, width in cell + String(repeating: " ", count: width - cell.count) }
                .joined(separator: "  ").trimmingEnd()
        }
    }

    func show() { for line in lines() { Terminal.say(line) } }
}

extension String {
    fileprivate func trimmingEnd() -> String {
        var text = self[...]
        while text.last == " " { text = text.dropLast() }
        return String(text)
    }
}
