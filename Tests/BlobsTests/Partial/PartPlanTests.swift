import Blobs
import Testing

@Suite struct `The plan of parts` {
    private static let mebibyte: Int64 = 1 << 20

    @Test(
        arguments: [
            0, 1, 1_048_575, 1 << 20, 1_048_577, 64 << 20, 130 << 20 | 7, 8 << 30, (64 << 30) + 1, 1 << 40,
            1 << 50,
        ] as [Int64])
    func `the parts follow one another and end where the file ends`(size: Int64) {
        let plan = PartPlan(size: size)
        #expect(plan.size == size)
        #expect((Self.mebibyte...16 * Self.mebibyte).contains(plan.partSize))
        #expect(plan.partSize % Self.mebibyte == 0)
        #expect((plan.count == 0) == (size == 0))
        guard plan.count > 0 else { return }
        #expect(plan.range(of: 0).lowerBound == 0)
        #expect(plan.range(of: plan.count - 1).upperBound == size)
        for part in Set([0, plan.count / 2, plan.count - 1]) {
            let range = plan.range(of: part)
            #expect(!range.isEmpty)
            #expect(plan.length(of: part) == Int64(range.count))
            #expect(plan.part(at: range.lowerBound) == part)
            #expect(plan.part(at: range.upperBound - 1) == part)
            if part > 0 { #expect(plan.range(of: part - 1).upperBound == range.lowerBound) }
        }
    }

    @Test func `the lengths of all parts are the length of the file`() {
        for size in [1, 5 * Self.mebibyte + 3, 700 * Self.mebibyte] {
            let plan = PartPlan(size: size)
            #expect((0..<plan.count).map(plan.length(of:)).reduce(0, +) == size)
        }
    }

    @Test func `a file of seventy gigabytes has no more parts than a journal can bear`() {
        #expect(PartPlan(size: 70_000_000_000).count < 5_000)
    }
}
