import Testing

@testable import Engines

@Suite struct `How long a model stays` {
    @Test(arguments: [
        ("5m", 300_000), ("1h30m", 5_400_000), ("90s", 90_000), ("250ms", 250), ("300", 300_000), ("0", 0),
        ("1.5h", 5_400_000),
    ])
    func `is read as people write it`(text: String, milliseconds: Int64) {
        #expect(KeepAlive(text) == .idle(milliseconds))
    }

    @Test(arguments: ["-1", "-1m", "forever", "999999999h"])
    func `may be for ever`(text: String) { #expect(KeepAlive(text) == .pinned) }

    @Test(arguments: ["", "m", "five", "5x", "5 m", "--5", "-", "1e999", "nan", "5m5"])
    func `is refused when it is none`(text: String) { #expect(KeepAlive(text) == nil) }
}
