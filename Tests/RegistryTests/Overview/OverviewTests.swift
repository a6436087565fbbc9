import Blobs
import Domain
import Synchronization
import Testing
import Wire

@testable import Registry

@Suite struct `The overview of a house` {
    @Test func `counts what is kept, and what sharing saves of it`() async throws {
        try await TestHome.with { home in
            for name in ["owl", "cat"] {
                try home.publish("org/\(name)/README.md", name)
                try home.publish("org/\(name)/shared.bin", "shared")
                try await home.pull("org/\(name)")
            }
            let totals = try await home.catalogue.totals()
            #expect(totals.models == 2 && totals.datasets == 0 && totals.versions == 2)
            #expect(totals.versionBytes == 18 && totals.storedBytes == 12)
            #expect(try await home.catalogue.kept(among: ["org/owl", "org/none"]) == ["org/owl"])
        }
    }

    @Test func `remembers damage until the bytes are back`() async throws {
        try await TestHome.with { home in
            #expect(try await home.catalogue.lastVerification() == nil)
            try home.publish("org/owl/model.bin", "bytes")
            try await home.pull("org/owl")
            let file = try #require(try await home.version("org/owl")?.files.first)
            try home.damage(file.digest)
            _ = try await home.verify()
            _ = try await home.verify()
            #expect(try await home.catalogue.openDamage().map(\.sha256) == [file.digest.hex])
            #expect(try await home.catalogue.lastVerification()?.damaged == 1)
            try await home.pull("org/owl")
            #expect(try await home.catalogue.openDamage().isEmpty)
            _ = try await home.verify()
            let last = try #require(try await home.catalogue.lastVerification())
            #expect(last.damaged == 0 && last.checked == 1 && last.isWhole)
        }
    }

    @Test func `remembers damage that a verification found before it was stopped`() async throws {
        try await TestHome.with { home in
            try home.publish("org/owl/model.bin", "bytes")
            try await home.pull("org/owl")
            let report = VerifyReport(
                checked: 1, bytes: 5,
                damaged: [DamagedBlob(sha256: "00", state: "missing", detail: "gone", usedBy: [])])
            try await home.catalogue.record(report, of: nil, isWhole: false)
            #expect(try await home.catalogue.lastVerification()?.isWhole == false)
            // Nobody needs these bytes any more.
            #expect(try await home.catalogue.openDamage().isEmpty)
        }
    }

    @Test func `names what is kept apart, and the verdicts that changed`() async throws {
        try await GateHome.with(strictBus) { gate in
            try await gate.keep("org/owl", score: 0.1)
            try await gate.keep("org/cat", score: 0.9)
            _ = try await gate.keeper.rescore(recording: true)
            let (models, count) = try await gate.catalogue.apart(limit: 5)
            #expect(models.map(\.name) == ["org/owl"] && count == 1)
            let changes = try await gate.catalogue.changedStandings(since: 0, limit: 5)
            #expect(changes.map(\.model) == ["org/owl"] && changes.map(\.isApart) == [true])
            _ = try await gate.waive("org/owl", "bus_factor")
            #expect(try await gate.catalogue.apart(limit: 5).count == 0)
            #expect(try await gate.catalogue.changedStandings(since: 0, limit: 5).map(\.isApart) == [false])
            #expect(try await gate.catalogue.changedStandings(since: .max, limit: 5).isEmpty)
        }
    }

    @Test func `names waivers that end soon or ended lately, and none that was revoked`() async throws {
        try await GateHome.with(strictBus) { gate in
            let start = gate.home.clock.tick()
            let soon = try await gate.waive("org/owl", "bus_factor", days: 3)
            _ = try await gate.waive("org/cat", "bus_factor", days: 60)
            let revoked = try await gate.waive("org/dog", "bus_factor", days: 3)
            _ = try await gate.keeper.revoke(revoked.waiver.id, by: "bob")
            let found = try await gate.ledger.waivers(
                endingFrom: start, to: start + 14 * TestHome.day, limit: 10)
            #expect(found.map(\.id) == [soon.waiver.id] && found.map(\.model) == ["org/owl"])
            gate.home.clock.advance(by: 5 * TestHome.day)
            _ = try await gate.keeper.settleLapsed()
            let ended = try await gate.ledger.waivers(
                endingFrom: start, to: start + 14 * TestHome.day, limit: 10)
            #expect(ended.map(\.id) == [soon.waiver.id])
        }
    }

    @Test func `a cheap count is made anew for everybody who looks`() async throws {
        let count = Mutex<Int64>(0)
        let keeper = TotalsKeeper(mark: { 0 }) {
            let number = count.withLock { count in
                count += 1
                return count
            }
            return HouseTotals(
                models: 1, datasets: 0, versions: 1, storedBytes: 1, versionBytes: 1, countedAt: number)
        }
        #expect(try await keeper.totals().countedAt == 1)
        try await keeper.refresh()
        #expect(try await keeper.totals().countedAt == 2)
    }

    @Test func `a long count is renewed when something came or went, and says until then that it is old`()
        async throws
    {
        let mark = Mutex<Int64>(7)
        let count = Mutex<Int64>(0)
        let keeper = TotalsKeeper(cheap: .zero, rest: 0, mark: { mark.withLock(\.self) }) {
            let number = count.withLock { count in
                count += 1
                return count
            }
            return HouseTotals(
                models: 1, datasets: 0, versions: 1, storedBytes: 1, versionBytes: 1, countedAt: number)
        }
        try await keeper.refresh()
        try await keeper.refresh()
        let fresh = try await keeper.totals()
        #expect(fresh.countedAt == 1 && !fresh.isBehind, "nothing came or went")
        mark.withLock { $0 += 1 }
        let old = try await keeper.totals()
        #expect(old.countedAt == 1 && old.isBehind)
        try await keeper.refresh()
        let renewed = try await keeper.totals()
        #expect(renewed.countedAt == 2 && !renewed.isBehind)
    }

    @Test func `what is kept and what is removed are changes of the house`() async throws {
        try await TestHome.with { home in
            let before = try await home.catalogue.latestEvent()
            try home.publish("org/owl/README.md", "owl")
            try await home.pull("org/owl")
            let kept = try await home.catalogue.latestEvent()
            _ = try await home.catalogue.remove(try #require(RepositoryID("org/owl")))
            let removed = try await home.catalogue.latestEvent()
            #expect(before < kept && kept < removed)
        }
    }
}
