import Domain
import Synchronization

/// How many streams of events are open at once; each holds a connection and a task.
final class StreamPlaces: Sendable {
    private static let most = 1000

    private let taken = Mutex(0)

    /// A place in the count for as long as somebody holds it. Throws a `Problem` when all are taken.
    func take() throws(Problem) -> Place {
        let isFree = taken.withLock { taken in
            guard taken < Self.most else { return false }
            taken += 1
            return true
        }
        guard isFree else {
            throw Problem(
                .busy, "\(Self.most) viewers follow jobs already", hint: "close some, or ask now and then instead")
        }
        return Place(places: self)
    }

    private func giveBack() { taken.withLock { $0 -= 1 } }

    final class Place: Sendable {
        private let places: StreamPlaces

        init(places: StreamPlaces) { self.places = places }
        deinit { places.giveBack() }
    }
}
