import Blobs
import Domain
import Hub
import Testing

@Suite struct `Small files` {
    private func samples(_ count: Int) throws -> [SampleFile] {
        try (0..<count).map { try SampleFile("f\($0 + 100)", size: 1000 + $0, isGit: $0 % 2 == 0) }
    }

    private func hub(
        _ samples: [SampleFile],
        fault: @escaping @Sendable (_ request: Int, _ file: RemoteFile, _ range: Range<Int64>?) -> MemoryHub.Fault? = {
            _, _, _ in nil
        }
    ) -> MemoryHub {
        MemoryHub(Dictionary(samples.map { ($0.path, $0.bytes) }) { first, _ in first }, fault: fault)
    }

    @Test func `are placed in batches, each fetched once`() async throws {
        let samples = try samples(150)
        try await DownloadFixture.with { fixture in
            let hub = hub(samples)
            try await fixture.fetch(samples.map(\.file), from: hub)
            #expect(hub.log.paths == samples.map(\.path.text))
            #expect(fixture.placed.paths == samples.map(\.path.text))
            #expect(fixture.placed.batches.count <= 4 && fixture.placed.batches.allSatisfy { $0.count <= 64 })
            #expect(fixture.meter.kept == samples.map(\.file.size).total().bytes)
            for sample in samples { #expect(try fixture.store.contains(sample.digest)) }
        }
    }

    @Test(arguments: [0, 1, 1 << 20])
    func `may have any length up to a mebibyte`(size: Int) async throws {
        let sample = try SampleFile(size: size)
        try await DownloadFixture.with { fixture in
            let bytes = try await fixture.fetch(sample, from: sample.hub())
            #expect(bytes == sample.bytes)
        }
    }

    @Test func `that are cut off or silent are asked for again`() async throws {
        let sample = try SampleFile(size: 300_000)
        try await DownloadFixture.with { fixture in
            var fixture = fixture
            fixture.settings.stallLimit = .milliseconds(300)
            let hub = sample.hub { request, _, _ in
                request == 1 ? .cut(after: 9) : request == 2 ? .silent(after: 9) : nil
            }
            let bytes = try await fixture.fetch(sample, from: hub)
            #expect(bytes == sample.bytes)
            #expect(hub.log.asked.count == 3)
        }
    }

    @Test func `that are always cut off are given up`() async throws {
        let sample = try SampleFile(size: 300)
        try await DownloadFixture.with { fixture in
            let error = await fixture.failure(sample, from: sample.hub { _, _, _ in .cut(after: 7) })
            #expect(error == .endedEarly(file: sample.path, at: 7, of: 300))
        }
    }

    @Test func `that are longer than listed are refused`() async throws {
        let sample = try SampleFile(size: 300)
        try await DownloadFixture.with { fixture in
            let hub = sample.hub { _, _, _ in .longer }
            let error = await fixture.failure(sample, from: hub)
            #expect(error == .lengthDiffers(file: sample.path, wanted: ByteCount(300), got: ByteCount(303)))
            #expect(hub.log.asked.count == 1)
        }
    }

    @Test func `that were wrong once are right the second time`() async throws {
        let sample = try SampleFile(size: 300, isGit: true)
        try await DownloadFixture.with { fixture in
            let hub = sample.hub { request, _, _ in request == 1 ? .changed(at: 9) : nil }
            let bytes = try await fixture.fetch(sample, from: hub)
            #expect(bytes == sample.bytes)
            #expect(hub.log.asked.count == 2)
        }
    }

    @Test func `that are wrong twice say whether the source or the line is`() async throws {
        let sample = try SampleFile(size: 300, isGit: true)
        try await DownloadFixture.with { fixture in
            guard
                case .sourceIsWrong(_, let wanted, let got) =
                    await fixture.failure(sample, from: sample.hub { _, _, _ in .changed(at: 9) }),
                case .lineIsWrong = await fixture.failure(
                    sample, from: sample.hub { request, _, _ in .changed(at: request) })
            else {
                Issue.record("another error")
                return
            }
            #expect(wanted == sample.file.content.identity && got.description.hasPrefix("git:"))
            let leavings = try fixture.leavings
            #expect(leavings == [])
        }
    }

    @Test func `that came before one failed are kept`() async throws {
        let samples = try samples(10)
        try await DownloadFixture.with { fixture in
            var fixture = fixture
            fixture.settings.filesAtOnce = 1
            let refusal = HubError.forbidden(what: "f107", says: "no")
            let hub = hub(samples) { _, file, _ in file.path.text == "f107" ? .error(refusal) : nil }
            let named = DownloadError.refused(file: samples[7].file.path, refusal.problem)
            await #expect(throws: named) { try await fixture.fetch(samples.map(\.file), from: hub) }
            #expect(fixture.placed.paths == samples[..<7].map(\.path.text))
            let leavings = try fixture.leavings
            #expect(leavings == [])
        }
    }

    @Test func `come beside a large one`() async throws {
        let samples = try samples(3) + [try SampleFile("large", size: 2 << 20)]
        try await DownloadFixture.with { fixture in
            try await fixture.fetch(samples.map(\.file), from: hub(samples))
            #expect(fixture.placed.paths == samples.map(\.path.text))
            let leavings = try fixture.leavings
            #expect(leavings == [])
        }
    }
}
