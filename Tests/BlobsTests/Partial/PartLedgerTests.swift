import Testing

@testable import Blobs

@Suite struct `The ledger of parts` {
    private let plan = PartPlan(size: 5 << 20 | 100)

    @Test func `a run of missing parts is claimed by one`() {
        var ledger = PartLedger(plan: plan, recorded: [:])
        #expect(ledger.claim(limit: 2) == 0..<2)
        #expect(ledger.claim(limit: 2) == 2..<4)
        #expect(ledger.claim(limit: 9) == 4..<6)
        #expect(ledger.claim(limit: 2) == nil)
        #expect(ledger.bytesHere == 0)
    }

    @Test func `a run ends where parts are here or being fetched`() {
        var ledger = PartLedger(plan: plan, recorded: [2: 7])
        #expect(ledger.claim(limit: 8) == 0..<2)
        #expect(ledger.claim(limit: 8) == 3..<6)
    }

    @Test func `a claim from a part on looks no further back`() {
        var ledger = PartLedger(plan: plan, recorded: [:])
        #expect(ledger.claim(limit: 1, from: 4) == 4..<5)
        #expect(ledger.claim(limit: 8, from: 4) == 5..<6)
        #expect(ledger.claim(limit: 8, from: 4) == nil)
        #expect(ledger.claim(limit: 8) == 0..<4)
    }

    @Test func `what was claimed and did not arrive can be claimed again`() {
        var ledger = PartLedger(plan: plan, recorded: [:])
        _ = ledger.claim(limit: 3)
        ledger.arrive(1, crc32: 5)
        ledger.release(0..<3)
        #expect(ledger.claim(limit: 8) == 0..<1)
        #expect(ledger.claim(limit: 8) == 2..<6)
        #expect(ledger.crc32(of: 1) == 5)
    }

    @Test func `bytes are counted once, and no more when a part is lost`() {
        var ledger = PartLedger(plan: plan, recorded: [0: 1, 5: 2])
        #expect(ledger.bytesHere == 1 << 20 | 100)
        ledger.arrive(0, crc32: 9)
        #expect(ledger.crc32(of: 0) == 1)
        ledger.lose(5)
        ledger.lose(5)
        ledger.lose(3)
        #expect(ledger.bytesHere == 1 << 20)
        #expect(ledger.crc32(of: 5) == nil)
        #expect(ledger.claim(limit: 1, from: 5) == 5..<6)
        for part in 0..<6 { ledger.arrive(part, crc32: 3) }
        #expect(ledger.isWhole)
        #expect(ledger.bytesHere == plan.size)
    }

    @Test(arguments: 1...20 as ClosedRange<UInt64>)
    func
        `whatever happens in whatever order, no part is claimed twice and the bytes are those of the parts that are here`(
            seed: UInt64
        )
    {
        var ledger = PartLedger(plan: plan, recorded: [:])
        var claimed: Set<Int> = []
        var here: Set<Int> = []
        for step in patterned(200, seed: seed) {
            let part = Int(step >> 3) % plan.count
            switch step & 7 {
            case 0...2:
                guard let run = ledger.claim(limit: part + 1, from: part) else { break }
                #expect(claimed.isDisjoint(with: run) && here.isDisjoint(with: run))
                claimed.formUnion(run)
            case 3...5 where claimed.contains(part):
                ledger.arrive(part, crc32: 1)
                claimed.remove(part)
                here.insert(part)
            case 6:
                ledger.release(part..<plan.count)
                claimed.subtract(part..<plan.count)
            case 7:
                ledger.lose(part)
                here.remove(part)
            default: break
            }
            #expect(ledger.bytesHere == here.map(plan.length(of:)).reduce(0, +))
            #expect(ledger.isWhole == (here.count == plan.count))
        }
    }
}
