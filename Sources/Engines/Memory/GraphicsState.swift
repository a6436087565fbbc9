package import Domain

/// The memory of this machine's graphics cards, at one moment.
package struct GraphicsState: Hashable, Sendable {
    /// Of all cards together.
    package let total: ByteCount
    package let free: ByteCount
    /// What single processes hold of it.
    package let held: [Int32: ByteCount]

    package init(total: ByteCount, free: ByteCount, held: [Int32: ByteCount]) {
        self.total = total
        self.free = free
        self.held = held
    }

    /// Lines that are read, at most: of cards, and of processes.
    private static let mostLines = 10_000

    /// From what `nvidia-smi` prints as CSV without header and units, in MiB: `memory.total, memory.free` of each card, and
    /// `pid, used_memory` of each process. Nil when it names no card.
    package static func parse(cards: String, processes: String) -> GraphicsState? {
        let found = rows(cards)
        guard !found.isEmpty else { return nil }
        var held: [Int32: ByteCount] = [:]
        // A process that uses two cards has two lines.
        for row in rows(processes) {
            guard let process = Int32(exactly: row.0) else { continue }
            held[process, default: .zero] += mebibytes(row.1)
        }
        return GraphicsState(
            total: found.map { mebibytes($0.0) }.total(), free: found.map { mebibytes($0.1) }.total(), held: held)
    }

    /// Lines of two numbers; `[N/A]`, which shared cards say, makes a line none.
    private static func rows(_ text: String) -> [(Int64, Int64)] {
        text.split(whereSeparator: \.isNewline).prefix(mostLines).compactMap { line in
            let words = line.split(separator: ",").map { $0.filter { !$0.isWhitespace } }
            guard words.count == 2, let first = Int64(words[0]), let second = Int64(words[1]), first >= 0,
                (0..<1 << 30).contains(second)
            else { return nil }
            return (first, second)
        }
    }

    private static func mebibytes(_ count: Int64) -> ByteCount { ByteCount(min(count, 1 << 30) << 20) }
}
