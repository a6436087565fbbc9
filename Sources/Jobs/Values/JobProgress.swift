/// How much of a job is done.
package struct JobProgress: Sendable, Hashable {
    /// What is counted.
    package enum Unit: String, Sendable, Hashable {
        case bytes
        case items
    }

    package let completed: Int64
    /// Nil while it is not known.
    package let total: Int64?
    package let unit: Unit

    package static let none = JobProgress(completed: 0, total: nil)

    /// Negative counts become zero, and a total is never less than what is completed.
    package init(completed: Int64, total: Int64?, unit: Unit = .bytes) {
        self.completed = max(0, completed)
        self.total = total.map { max(0, $0, completed) }
        self.unit = unit
    }

    /// Whether everything is done that is known to be there.
    package var isComplete: Bool { completed == total }

    /// What is kept when `newer` is reported: within a unit, what is completed never becomes less.
    func advanced(to newer: JobProgress) -> JobProgress {
        guard newer.unit == unit else { return newer }
        return JobProgress(completed: max(completed, newer.completed), total: newer.total ?? total, unit: unit)
    }
}
