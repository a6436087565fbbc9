import Testing

@testable import Gateway

@Suite struct `The time of one try` {
    @Test func `ends it`() async {
        let watch = AttemptWatch(limit: .milliseconds(5), last: .now + .seconds(600))
        let failure = await #expect(throws: AttemptFailure.self) { try await watch.run() }
        #expect(failure?.kind == .timeout)
    }

    @Test func `does not run while a model of this house is waited for`() {
        let watch = AttemptWatch(limit: .milliseconds(1), last: .now + .seconds(600))
        #expect(watch.end < .now + .seconds(10))
        #expect(watch.waits() > .seconds(590))
        #expect(watch.end > .now + .seconds(590))
    }

    @Test func `is never longer than that of all tries`() async {
        let watch = AttemptWatch(limit: .seconds(600), last: .now + .milliseconds(5))
        await #expect(throws: AttemptFailure.self) { try await watch.run() }
        #expect(AttemptWatch(limit: .seconds(1), last: .now).waits() == .zero)
    }
}
