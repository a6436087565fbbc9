import Domain

/// What a recommendation is wanted for.
package struct HubModelNeed: Sendable, Hashable {
    /// What counts most when several models fit.
    package enum Performance: String, Sendable {
        /// The net score.
        case balanced
        /// The device's score: the smaller, the better.
        case fast
        /// The net score, whatever the size.
        case quality
    }

    package let task: String
    /// A device class: `raspberry_pi`, `jetson_nano`, `desktop_pc`, `aws_server`.
    package let hardware: String?
    package let performance: Performance
    package let limit: Int

    private static let devices = ["raspberry_pi", "jetson_nano", "desktop_pc", "aws_server"]

    /// `?hardware=`, a device class or nothing.
    static func hardware(_ query: FormItems) throws(Problem) -> String? {
        guard let named = query.first("hardware"), !named.isEmpty else { return nil }
        guard devices.contains(named) else {
            throw Problem(.badRequest, "no such hardware class", hint: "use \(devices.joined(separator: ", "))")
        }
        return named
    }

    /// From `?task_type=&hardware=&performance=&limit=`.
    init(_ query: FormItems) throws(Problem) {
        guard let task = query.first("task_type"), !task.isEmpty else {
            throw Problem(.badRequest, "task_type is missing", hint: "name a task such as text-generation")
        }
        self.task = task
        hardware = try Self.hardware(query)
        guard let performance = Performance(rawValue: query.first("performance") ?? "balanced") else {
            throw Problem(.badRequest, "performance is balanced, fast or quality")
        }
        self.performance = performance
        guard let limit = Int(query.first("limit") ?? "5"), (1...50).contains(limit) else {
            throw Problem(.badRequest, "limit is a number from 1 to 50")
        }
        self.limit = limit
    }
}
