/// Where a job stands.
package enum JobState: String, Sendable, Hashable, CaseIterable {
    case queued
    case running
    /// Stopped by something that a person can put right, such as a full disk.
    case paused
    case completed
    case failed
    case cancelled

    /// Whether nothing more happens unless someone asks for it to be done again.
    package var isEnded: Bool {
        switch self {
        case .completed, .failed, .cancelled: true
        case .queued, .running, .paused: false
        }
    }
}
