/// The counters that one try at a name from an address touches.
///
/// From where the user has signed in before, only tries from there count. So guessing from elsewhere slows down everyone
/// elsewhere, and never the user at their own desk.
struct LoginAttempt: Sendable {
    let name: String
    let address: ClientAddress
    var user = Throttle(.user)
    var place = Throttle(.place)
    var source = Throttle(.address)

    /// What a counter is filed under.
    func subject(_ scope: Throttle.Scope) -> String {
        switch scope {
        case .user: name
        case .place: "\(name) \(address.text)"
        case .address: address.text
        }
    }

    /// Seconds to wait before it may be tried; nil when it may now.
    func wait(at now: Int64) -> Int64? {
        let counters = place.isTrusted(at: now) ? [place, source] : [user, place, source]
        let wait = counters.map { $0.wait(at: now) }.max() ?? 0
        return wait > 0 ? (wait + 999) / 1000 : nil
    }

    mutating func fail(at now: Int64) {
        if !place.isTrusted(at: now) { user.fail(at: now) }
        place.fail(at: now)
        source.fail(at: now)
    }

    mutating func succeed(at now: Int64) {
        if !place.isTrusted(at: now) { user.succeed(at: now) }
        place.succeed(at: now)
    }
}
