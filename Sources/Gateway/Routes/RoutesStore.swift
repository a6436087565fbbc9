import Blobs
package import Domain
package import Logging
import Synchronization
package import SystemPackage

/// The routes of a house: `routes.yaml` in its home, or none where there is no such file.
///
/// The file is looked at again once a second at most, when somebody asks. A new one that is wrong is reported and not
/// used: the routes before stay in force.
package final class RoutesStore: Sendable {
    /// The routes in force, and where they are from.
    package struct Loaded: Sendable {
        package let config: RoutesConfig
        /// Empty where there is no file.
        package let text: String
        /// Why a newer file is not used; nil when this is what the file says.
        package internal(set) var problem: Problem?
        /// Counts the changes since the start.
        package let generation: Int
    }

    private struct State {
        var loaded = Loaded(config: RoutesConfig(), text: "", problem: nil, generation: 0)
        var seen: TextFile.Stamp?
        var looked: ContinuousClock.Instant?
    }

    let file: TextFile
    let kinds: Set<String>
    private let logger: Logger
    private let state = Mutex(State())
    private static let lookEvery = Duration.seconds(1)
    /// A file that was changed just now may still be being written: an empty one would be taken for no routes at all.
    private static let settled = 300

    /// - Parameter kinds: the names of the providers' kinds.
    package init(path: FilePath, kinds: Set<String>, logger: Logger) {
        file = TextFile(path, maximumBytes: RoutesConfig.maximumBytes)
        self.kinds = kinds
        self.logger = logger
    }

    /// The routes in force.
    ///
    /// - Parameter isFresh: looks at the file now, whenever that was done before.
    package func current(isFresh: Bool = false) -> Loaded {
        state.withLock { state in
            let now = ContinuousClock.now
            if !isFresh, let looked = state.looked, now - looked < Self.lookEvery { return state.loaded }
            state.looked = now
            look(&state, isFresh: isFresh)
            return state.loaded
        }
    }

    private func look(_ state: inout State, isFresh: Bool) {
        do {
            let stamp = try file.stamp()
            if stamp == state.seen, stamp != nil || state.loaded.text.isEmpty { return }
            if let stamp, !isFresh, state.loaded.generation > 0, stamp.age < Self.settled {
                state.looked = nil
                return
            }
            let (text, read) = try file.read() ?? ("", nil)
            state.seen = read
            let config = try RoutesConfig(parsing: text, kinds: kinds)
            state.loaded = Loaded(
                config: config, text: text, problem: nil, generation: state.loaded.generation + 1)
            logger.notice("The routes changed", metadata: ["routes": "\(config.routes.count)"])
        } catch let error as TextFile.Unreadable {
            keep(&state, RoutesError.unreadable(file: file.path.string, reason: error.reason).problem)
        } catch {
            keep(&state, Problem(error))
        }
    }

    private func keep(_ state: inout State, _ problem: Problem) {
        guard state.loaded.problem != problem else { return }
        logger.warning(
            "`routes.yaml` is not used; the routes before stay in force", metadata: ["problem": "\(problem.message)"])
        state.loaded.problem = problem
    }
}
