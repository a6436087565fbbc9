import Synchronization

/// Places that were taken; given back once, at the latest when this is forgotten.
final class TakenPlaces: Sendable {
    private let places: Places
    private let taken: Mutex<[String]>

    init(_ places: Places) {
        self.places = places
        taken = Mutex([])
    }

    deinit { leave() }

    /// Takes a place at once; false when there is none.
    func take(_ name: String, limit: Int?) -> Bool {
        guard places.take(name, limit: limit) else { return false }
        if limit != nil { taken.withLock { $0.append(name) } }
        return true
    }

    /// Waits for a place; false when there is none within bounds.
    func wait(_ name: String, limit: Int?) async -> Bool {
        guard await places.wait(name, limit: limit) else { return false }
        if limit != nil { taken.withLock { $0.append(name) } }
        return true
    }

    func leave() {
        let all = taken.withLock { taken in
            defer { taken = [] }
            return taken
        }
        for name in all { places.leave(name) }
    }
}
