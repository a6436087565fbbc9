import Testing
import Wire

@Suite struct `Moments` {
    @Test(arguments: [0, 1, 999, 1_000, 86_399_999, 951_782_400_000, 1_709_164_799_999, 4_102_444_800_000])
    func `are read back as they were written`(_ milliseconds: Int64) {
        #expect(Moment.milliseconds(Moment.text(milliseconds)) == milliseconds)
    }

    @Test func `may be days, meant at their beginning in UTC`() {
        #expect(Moment.milliseconds("1970-01-02") == 86_400_000)
        #expect(Moment.milliseconds("2024-02-29").map(Moment.text) == "2024-02-29T00:00:00.000Z")
        #expect(Moment.milliseconds("1969-12-31") == -86_400_000)
    }

    @Test(arguments: [
        "", "2026", "2026-02-29", "2026-13-01", "2026-00-10", "2026-01-00", "2026-1-01", "2026-01-01T24:00:00.000Z",
        "2026-01-01T00:60:00.000Z", "2026-01-01 00:00:00.000Z", "2026-01-01T00:00:00.000+", "２０２６-01-01", "tomorrow",
    ])
    func `that are none are not read`(_ text: String) {
        #expect(Moment.milliseconds(text) == nil)
    }
}
