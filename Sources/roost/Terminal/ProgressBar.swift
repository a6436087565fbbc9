import Domain
import Synchronization

/// One line on stderr that says how far something is: redrawn on a terminal, now and then a new line in a pipe.
final class ProgressBar: Sendable {
    private struct State {
        var lastDrawn: ContinuousClock.Instant?
        var lastTenth: Int64 = -1
        var phase = ""
        var isOpen = false
    }

    private let isShown: Bool
    private let state = Mutex(State())

    init(isShown: Bool) { self.isShown = isShown }

    /// Draws a state; drops it when the last drawing is younger than a tenth of a second.
    func show(_ phase: String, completed: Int64, total: Int64, detail: String) {
        guard isShown else { return }
        state.withLock { state in
            if Terminal.errorIsTerminal {
                draw(&state, phase, completed, total, detail)
            } else {
                line(&state, phase, completed, total, detail)
            }
        }
    }

    /// Leaves the last state standing and goes to the next line.
    func end() {
        state.withLock { state in
            if state.isOpen { Terminal.raw("\n") }
            state.isOpen = false
        }
    }

    private func draw(_ state: inout State, _ phase: String, _ completed: Int64, _ total: Int64, _ detail: String) {
        let now = ContinuousClock.now
        if let last = state.lastDrawn, now - last < .milliseconds(100), completed < total { return }
        state.lastDrawn = now
        state.isOpen = true
        let share = total > 0 ? Double(completed) / Double(total) : 0
        let percent = "\(Int(share * 100))%"
        let cells = max(10, min(40, Terminal.width - phase.count - detail.count - 12))
        let filled = Int((share * Double(cells)).rounded(.down))
        let bar = String(repeating: "#", count: filled) + String(repeating: ".", count: cells - filled)
        let text = total > 0 ? "\(phase) [\(bar)] \(percent) \(detail)" : "\(phase) \(detail)"
        Terminal.raw("\r\u{1B}[K\(text.prefix(Terminal.width - 1))")
    }

    private func line(_ state: inout State, _ phase: String, _ completed: Int64, _ total: Int64, _ detail: String) {
        let tenth = total > 0 ? completed * 10 / total : 0
        guard phase != state.phase || tenth > state.lastTenth else { return }
        state.phase = phase
        state.lastTenth = tenth
        Terminal.complain("\(phase): \(tenth * 10)% \(detail)")
    }
}
