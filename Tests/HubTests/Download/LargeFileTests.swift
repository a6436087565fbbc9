import Blobs
import Domain
import Hub
import Synchronization
import Testing

@Suite struct `A large file` {
    @Test(arguments: [false, true])
    func `comes in parts, each asked for once, and leaves nothing behind`(isGit: Bool) async throws {
        try await DownloadFixture.withLarge(isGit: isGit) { fixture, sample in
            let hub = sample.hub()
            let bytes = try await fixture.fetch(sample, from: hub)
            #expect(bytes == sample.bytes)
            #expect(hub.log.bytes == sample.file.size.bytes)
            #expect(hub.log.asked.allSatisfy { $0.range?.isEmpty == false })
            #expect(fixture.meter.kept == sample.file.size.bytes && fixture.meter.received == sample.file.size.bytes)
            let leavings = try fixture.leavings
            #expect(leavings == [])
        }
    }

    @Test func `goes on from the byte at which the line broke`() async throws {
        try await DownloadFixture.withLarge { fixture, sample in
            let hub = sample.hub { request, _, _ in
                switch request % 3 {
                case 0: nil
                case 1: .cut(after: 300_000)
                default: .broken(after: 1_200_000)
                }
            }
            let bytes = try await fixture.fetch(sample, from: hub)
            #expect(bytes == sample.bytes)
            #expect(fixture.meter.received == sample.file.size.bytes)
            #expect(fixture.meter.kept == sample.file.size.bytes)
        }
    }

    @Test func `comes from a Hub that ignores ranges too`() async throws {
        try await DownloadFixture.withLarge { fixture, sample in
            let hub = sample.hub { _, _, _ in .ignoresRange }
            let bytes = try await fixture.fetch(sample, from: hub)
            #expect(bytes == sample.bytes)
            #expect(fixture.meter.kept == sample.file.size.bytes)
            let leavings = try fixture.leavings
            #expect(leavings == [])
        }
    }

    @Test func `of which parts are here is filled by a Hub that ignores ranges`() async throws {
        try await DownloadFixture.withLarge { fixture, sample in
            _ = await fixture.failure(sample, from: sample.hub { request, _, _ in request > 1 ? .tellsSize(1) : nil })
            let here = try fixture.store.partialBytes(of: sample.file.content.identity)
            #expect(here > .zero)
            let hub = sample.hub { request, _, _ in request == 4 ? .broken(after: 2_500_000) : .ignoresRange }
            let bytes = try await fixture.fetch(sample, from: hub)
            #expect(bytes == sample.bytes)
        }
    }

    @Test func `asked for again fetches only what is missing`() async throws {
        try await DownloadFixture.withLarge { fixture, sample in
            let gone = HubError.entryNotFound(try HubFixture.id(), path: "model.gguf")
            let first = sample.hub { _, _, range in range.map { $0.lowerBound >= 2 << 20 } == true ? .error(gone) : nil
            }
            let named = DownloadError.refused(file: sample.file.path, gone.problem)
            await #expect(throws: named) { try await fixture.fetch(sample, from: first) }
            let here = fixture.meter.kept
            #expect(try fixture.leavings.count == 2)
            let second = sample.hub()
            let bytes = try await fixture.fetch(sample, from: second)
            #expect(bytes == sample.bytes)
            #expect(second.log.bytes == sample.file.size.bytes - here)
        }
    }

    @Test func `that another process has brought meanwhile is not asked for`() async throws {
        try await DownloadFixture.withLarge { fixture, sample in
            let staged = try await fixture.store.stage(bytes: sample.bytes)
            try await fixture.store.commit([staged])
            let hub = sample.hub()
            try await fixture.fetch([sample.file], from: hub)
            #expect(hub.log.asked.isEmpty)
            #expect(fixture.placed.paths == ["model.gguf"] && fixture.meter.kept == sample.file.size.bytes)
        }
    }

    @Test func `from a sender that falls silent once is asked for again`() async throws {
        try await DownloadFixture.withLarge { fixture, sample in
            var fixture = fixture
            fixture.settings.stallLimit = .milliseconds(300)
            let hub = sample.hub { request, _, _ in request == 1 ? .silent(after: 700_000) : nil }
            let bytes = try await fixture.fetch(sample, from: hub)
            #expect(bytes == sample.bytes)
        }
    }

    @Test func `from a sender that stays silent is given up, saying where`() async throws {
        try await DownloadFixture.withLarge { fixture, sample in
            var fixture = fixture
            fixture.settings.stallLimit = .milliseconds(100)
            fixture.settings.connectionsPerFile = 1
            fixture.settings.triesWithoutProgress = 2
            let hub = sample.hub { _, _, range in range?.lowerBound == 0 ? .silent(after: 5) : .silent(after: 0) }
            let error = await fixture.failure(sample, from: hub)
            #expect(error == .stalled(file: sample.path, at: 5, after: .milliseconds(100)))
        }
    }

    @Test func `of which no further byte comes is given up after a few tries`() async throws {
        try await DownloadFixture.withLarge { fixture, sample in
            var fixture = fixture
            fixture.settings.connectionsPerFile = 1
            let hub = sample.hub { request, _, _ in request == 1 ? .cut(after: 1000) : .cut(after: 0) }
            let error = await fixture.failure(sample, from: hub)
            #expect(error == .endedEarly(file: sample.path, at: 1000, of: sample.file.size.bytes))
            #expect(hub.log.asked.count == 4)
            #expect(hub.log.asked.dropFirst().allSatisfy { $0.range?.lowerBound == 1000 })
        }
    }

    @Test func `of which one place cannot be had is given up by all connections together`() async throws {
        try await DownloadFixture.withLarge(parts: 9) { fixture, sample in
            let hub = sample.hub { _, _, range in
                range.map { $0.contains(3 << 20) } == true ? .cut(after: (3 << 20) - Int(range?.lowerBound ?? 0)) : nil
            }
            let error = await fixture.failure(sample, from: hub)
            #expect(error == .endedEarly(file: sample.path, at: 3 << 20, of: sample.file.size.bytes))
            let tries = fixture.settings.triesWithoutProgress
            #expect(hub.log.asked.count { $0.range?.lowerBound == 3 << 20 } <= tries + 1)
        }
    }

    @Test func `that a Hub refuses is not asked for again and again`() async throws {
        try await DownloadFixture.withLarge(parts: 40) { fixture, sample in
            let refusal = HubError.forbidden(what: "model.gguf", says: "no")
            let hub = sample.hub { _, _, _ in .error(refusal) }
            let named = DownloadError.refused(file: sample.file.path, refusal.problem)
            await #expect(throws: named) { try await fixture.fetch(sample, from: hub) }
            #expect(hub.log.asked.count <= fixture.settings.connectionsPerFile + 1)
        }
    }

    @Test func `stops when nobody wants it any more, and keeps what came`() async throws {
        try await DownloadFixture.withLarge { fixture, sample in
            let hub = sample.hub { _, _, range in range?.lowerBound == 0 ? nil : .silent(after: 10) }
            await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await fixture.fetch(sample, from: hub) }
                while fixture.meter.kept < 2 << 20 { await Task.yield() }
                group.cancelAll()
                await #expect(throws: CancellationError.self) { try await group.next() }
            }
            let second = sample.hub()
            let bytes = try await fixture.fetch(sample, from: second)
            #expect(bytes == sample.bytes)
            #expect(second.log.bytes <= sample.file.size.bytes - 2 << 20)
        }
    }

    @Test func `counts what is kept upwards only, even when parts are lost and fetched again`() async throws {
        try await DownloadFixture.withLarge { fixture, sample in
            let meter = fixture.meter
            let seen = AsyncStream.makeStream(of: Int64.self)
            let hub = sample.hub { request, _, _ in
                seen.continuation.yield(meter.kept)
                return request == 1 ? .changed(at: 1) : request == 2 ? .cut(after: 1_100_000) : nil
            }
            try await fixture.fetch(sample, from: hub)
            seen.continuation.finish()
            let kept = await seen.stream.reduce(into: []) { $0.append($1) } + [meter.kept]
            #expect(zip(kept, kept.dropFirst()).allSatisfy { $0 <= $1 })
            #expect(kept.last == sample.file.size.bytes)
        }
    }

    @Test func `moves on with every byte, and never back`() async throws {
        try await DownloadFixture.withLarge(parts: 3) { fixture, sample in
            var fixture = fixture
            fixture.settings.connectionsPerFile = 1
            let meter = fixture.meter
            let told = Told()
            let gone = HubError.entryNotFound(try HubFixture.id(), path: "model.gguf")
            let hub = sample.hub { request, _, _ in
                told.all.withLock { $0.append(Told.Step(here: meter.here, kept: meter.kept)) }
                return request < 3 ? .broken(after: 300_000) : .error(gone)
            }
            #expect(await fixture.failure(sample, from: hub) != nil)
            #expect(
                told.all.withLock { $0 } == [
                    Told.Step(here: 0, kept: 0), Told.Step(here: 300_000, kept: 0),
                    Told.Step(here: 600_000, kept: 0),
                ])
            #expect(meter.here == 600_000 && meter.kept == 0)
            try await fixture.fetch(sample, from: sample.hub())
            #expect(meter.here == sample.file.size.bytes && meter.kept == sample.file.size.bytes)
        }
    }

    private final class Told: Sendable {
        struct Step: Hashable {
            let here: Int64
            let kept: Int64
        }
        let all = Mutex<[Step]>([])
    }
}
