import Testing

@testable import Gateway

@Suite struct `A breaker` {
    private func broken(at now: Duration = .zero) -> Breaker {
        var breaker = Breaker()
        for _ in 0..<Breaker.tolerance { breaker.failed(AttemptFailure(.network, "gone"), now) }
        return breaker
    }

    @Test func `opens after five failures in a row`() {
        var breaker = Breaker()
        for _ in 0..<4 { breaker.failed(AttemptFailure(.overloaded, "no"), .zero) }
        #expect(breaker.admit(.zero) == nil)
        breaker.failed(AttemptFailure(.overloaded, "no"), .zero)
        #expect(breaker.admit(.seconds(1)) == .seconds(4))
    }

    @Test func `forgets failures when something is answered`() {
        var breaker = Breaker()
        for _ in 0..<4 { breaker.failed(AttemptFailure(.network, "no"), .zero) }
        breaker.succeeded()
        breaker.failed(AttemptFailure(.network, "no"), .zero)
        #expect(breaker.admit(.zero) == nil)
    }

    @Test func `lets one through to see, and closes when that is answered`() {
        var breaker = broken()
        #expect(breaker.admit(.seconds(5)) == nil)
        #expect(breaker.admit(.seconds(5)) != nil)
        breaker.succeeded()
        #expect(breaker.admit(.seconds(5)) == nil)
        #expect(breaker.admit(.seconds(5)) == nil)
    }

    @Test func `waits longer each time that one fails, a minute at most`() {
        var breaker = broken()
        var now = Duration.seconds(5)
        var rests: [Duration] = []
        for _ in 0..<5 {
            #expect(breaker.admit(now) == nil)
            breaker.failed(AttemptFailure(.network, "gone"), now)
            let rest = breaker.admit(now) ?? .zero
            rests.append(rest)
            now += rest
        }
        #expect(rests == [10, 20, 40, 60, 60].map { .seconds($0) })
    }

    @Test func `lets another through when the one was given up`() {
        var breaker = broken()
        #expect(breaker.admit(.seconds(5)) == nil)
        breaker.abandoned(.seconds(6))
        #expect(breaker.admit(.seconds(6)) == nil)
    }

    @Test func `keeps away as long as a provider says`() {
        var breaker = Breaker()
        breaker.failed(AttemptFailure(.rateLimited, "later", retryAfter: .seconds(30)), .zero)
        #expect(breaker.admit(.seconds(10)) == .seconds(20))
        #expect(breaker.admit(.seconds(30)) == nil)
    }

    @Test(arguments: [AttemptFailure.Kind.contextTooLong, .badRequest, .notFound, .contentRefused, .rateLimited])
    func `is not opened by what a request did itself`(kind: AttemptFailure.Kind) {
        var breaker = Breaker()
        for _ in 0..<20 { breaker.failed(AttemptFailure(kind, "no"), .zero) }
        #expect(breaker.admit(.zero) == nil)
    }

    @Test func `stays away no longer for those that were under way when it opened`() {
        var breaker = broken()
        for _ in 0..<10 { breaker.failed(AttemptFailure(.network, "gone"), .seconds(1)) }
        #expect(breaker.admit(.seconds(1)) == .seconds(4))
    }

    @Test func `says what opened it`() {
        var breaker = Breaker()
        for _ in 0..<Breaker.tolerance { breaker.failed(AttemptFailure(.auth, "no"), .zero) }
        #expect(breaker.cause == .auth)
        breaker.succeeded()
        #expect(breaker.cause == nil)
    }

    @Test func `is kept for so many models only, and of those it is asked for`() {
        let breakers = Breakers()
        let wanted = Leg(provider: "local", model: "wanted")
        for _ in 0..<Breaker.tolerance { breakers.failed(wanted, AttemptFailure(.network, "gone"), .zero) }
        for number in 0..<3000 {
            let leg = Leg(provider: "local", model: "\(number)")
            breakers.failed(leg, AttemptFailure(.network, "gone"), .milliseconds(number))
        }
        #expect(breakers.all.count == 1000)
        #expect(breakers.admit(wanted, .zero)?.rest == .seconds(5))
    }

    @Test func `lets another through when the one takes for ever`() {
        var breaker = broken()
        #expect(breaker.admit(.seconds(5)) == nil)
        #expect(breaker.admit(.seconds(6)) == .seconds(1))
        #expect(breaker.admit(.seconds(65)) == nil)
    }
}
