import Blobs
import Domain
import Hub
import Testing

@Suite struct `A large file that is not what was listed` {
    @Test func `that was wrong once is fetched once more and is right`() async throws {
        try await DownloadFixture.withLarge { fixture, sample in
            let hub = sample.hub { request, _, _ in request == 1 ? .changed(at: 5) : nil }
            let bytes = try await fixture.fetch(sample, from: hub)
            #expect(bytes == sample.bytes)
            #expect(hub.log.bytes == 2 * sample.file.size.bytes)
            #expect(fixture.meter.received == 2 * sample.file.size.bytes)
            #expect(fixture.meter.kept == sample.file.size.bytes)
        }
    }

    @Test func `that has the same wrong bytes twice is the fault of its source`() async throws {
        try await DownloadFixture.withLarge { fixture, sample in
            let hub = sample.hub { _, _, range in
                range.map { $0.contains(3 << 20) } == true ? .changed(at: 3 << 20) : nil
            }
            guard case .sourceIsWrong(let path, let wanted, let got) = await fixture.failure(sample, from: hub) else {
                Issue.record("another error")
                return
            }
            #expect(path == sample.path && wanted == sample.file.content.identity && got != wanted)
            #expect(hub.log.bytes == 2 * sample.file.size.bytes)
            let leavings = try fixture.leavings
            #expect(leavings == [])
            #expect(fixture.placed.paths == [])
        }
    }

    @Test func `that is wrong in another way each time is the fault of the line`() async throws {
        try await DownloadFixture.withLarge { fixture, sample in
            let hub = sample.hub { request, _, range in .changed(at: Int(range?.lowerBound ?? 0) + request) }
            guard case .lineIsWrong = await fixture.failure(sample, from: hub) else {
                Issue.record("another error")
                return
            }
            let leavings = try fixture.leavings
            #expect(leavings == [])
        }
    }

    @Test func `is not taken from a server that begins elsewhere than asked`() async throws {
        try await DownloadFixture.withLarge { fixture, sample in
            let hub = sample.hub { _, _, range in range?.lowerBound == 2 << 20 ? .startsAt(2 << 20 | 1) : nil }
            let error = await fixture.failure(sample, from: hub)
            #expect(error == .wrongRange(file: sample.path, asked: 2 << 20, got: 2 << 20 | 1))
        }
    }

    @Test func `of another length than listed is refused at once`() async throws {
        try await DownloadFixture.withLarge { fixture, sample in
            let hub = sample.hub { _, _, _ in .tellsSize(99) }
            let error = await fixture.failure(sample, from: hub)
            #expect(error == .lengthDiffers(file: sample.path, wanted: sample.file.size, got: ByteCount(99)))
            #expect(hub.log.asked.count <= fixture.settings.connectionsPerFile)
        }
    }

    @Test func `that was swapped for another is refused`() async throws {
        let other = String(repeating: "b", count: 64)
        try await DownloadFixture.withLarge { fixture, sample in
            let hub = sample.hub { request, _, _ in request == 3 ? .tellsTag(other) : nil }
            let error = await fixture.failure(sample, from: hub)
            #expect(error == .contentChanged(file: sample.path, wanted: sample.file.content.identity, got: other))
        }
    }

    @Test func `may carry a mark of its server that is no name of bytes`() async throws {
        try await DownloadFixture.withLarge { fixture, sample in
            let hub = sample.hub { _, _, _ in .tellsTag("5d41402abc4b2a76b9719d911017c592-8") }
            let bytes = try await fixture.fetch(sample, from: hub)
            #expect(bytes == sample.bytes)
        }
    }
}
