import Domain
import Testing

@Suite struct `Job names` {
    @Test func `sort by the moment of their making`() {
        var generator = SeededGenerator(seed: 1)
        let seconds: [Int64] = [0, 1, 31, 32, 1_790_000_000, 1_790_000_001, 34_359_738_367]
        let names = seconds.map { JobID(seconds: $0, random: generator.next()) }
        #expect(names == names.sorted())
        #expect(names.allSatisfy { $0.text.utf8.count == 12 })
    }

    @Test func `are read back in either case`() {
        let name = JobID(seconds: 1_790_000_000, random: 42)
        #expect(JobID(name.text) == name)
        #expect(JobID(name.text.uppercased()) == name)
    }

    @Test func `a moment before 1970 counts as 1970`() {
        #expect(JobID(seconds: -1, random: 7) == JobID(seconds: 0, random: 7))
    }

    @Test(arguments: [
        "", "0", "00000000000u", "0000000000000", "00000000000/", "0000000000\u{212A}", "00000000000\u{212A}",
    ])
    func `other texts are no job names`(text: String) {
        #expect(JobID(text) == nil)
    }
}
