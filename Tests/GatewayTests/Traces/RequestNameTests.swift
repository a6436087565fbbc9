import Testing
import Wire

@testable import Gateway

@Suite struct `Names of requests` {
    @Test func `a hundred thousand of one moment are all different`() {
        let names = Set((0..<100_000).map { _ in RequestTrace.name(at: 1_700_000_000_000) })
        #expect(names.count == 100_000)
    }

    @Test func `a later one sorts behind`() {
        #expect(RequestTrace.name(at: 1_700_000_000_000) < RequestTrace.name(at: 1_700_000_001_000))
    }
}
