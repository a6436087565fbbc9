import Dashboard
import Domain
import Jobs
import Synchronization

/// What the Hubs answered when they were last asked to search, since this process began.
final class HubAnswers: Sendable {
    private let silent = Mutex<[String: SilentHub]>([:])

    /// - Parameter problem: nil when it answered.
    func note(_ hub: String, _ problem: Problem?) {
        let now = JobClock.system.now()
        silent.withLock { silent in
            switch problem?.code {
            case nil: silent[hub] = nil
            case .unreachable, .upstream: silent[hub] = SilentHub(hub: hub, reason: problem?.message ?? "", at: now)
            // A refused question says nothing about the Hub.
            default: break
            }
        }
    }

    /// Those that did not answer, by name.
    var withoutAnswer: [SilentHub] { silent.withLock { $0.values.sorted { $0.hub < $1.hub } } }
}
