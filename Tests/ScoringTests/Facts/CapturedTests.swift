import Scoring
import Testing
import Wire

@Suite struct `Captured values` {
    @Test(arguments: [Captured<Int>.known(3), .absent, .unavailable("offline")])
    func `come back as they were saved`(_ value: Captured<Int>) throws {
        #expect(try WireJSON.decode(Captured<Int>.self, from: try WireJSON.text(value)) == value)
    }
}
