import Blobs
import Domain
import Hub
import Synchronization
import Testing
import Wire

@testable import Registry

@Suite struct `A pull` {
    private static let card = """
        ---
        license: mit
        pipeline_tag: text-generation
        library_name: transformers
        tags: [tiny]
        base_model: org/base
        ---
        # A model of owls
        """

    private func publish(_ home: TestHome) throws {
        try home.publish("org/owl/README.md", Self.card)
        try home.publish("org/owl/config.json", "{}")
        try home.publish("org/owl/weights.bin", "weights")
    }

    @Test func `keeps every file and shows what the card says`() async throws {
        try await TestHome.with { home in
            try publish(home)
            let report = try await home.pull("org/owl")
            #expect(report.files == 3 && !report.unchanged)
            #expect(report.fetchedBytes == report.sizeBytes)
            #expect(try await home.paths("org/owl") == ["README.md", "config.json", "weights.bin"])
            let detail = try await home.catalogue.detail(of: try id("org/owl"))
            #expect(detail.model.commit == report.commit)
            #expect(detail.model.license == "mit" && detail.model.task == "text-generation")
            #expect(detail.model.library == "transformers" && detail.baseModels == ["org/base"])
            #expect(detail.versions.map(\.current) == [true])
            #expect(detail.files.allSatisfy { $0.kept && $0.sha256 != nil })
        }
    }

    @Test func `shows nothing before the last byte is proved`() async throws {
        try await TestHome.with { home in
            try publish(home)
            let seen = Seen()
            home.hub.log.onOpen { _ in
                let listed = try await home.catalogue.search(ModelQuery()).models.count
                let counted = try await home.catalogue.count()
                let kept = try await home.version("org/owl") == nil ? 0 : 1
                let named = await problem { _ = try await home.catalogue.resolve("owl") } == nil ? 1 : 0
                seen.all.withLock { $0.append(listed + counted + kept + named) }
            }
            try await home.pull("org/owl")
            #expect(seen.all.withLock { $0 } == [0, 0, 0])
            #expect(try await home.catalogue.resolve("owl") == id("org/owl"))
            #expect(try await home.catalogue.count() == 1)
        }
    }

    private final class Seen: Sendable { let all = Mutex<[Int]>([]) }

    @Test func `of what is kept already asks for nothing but the commit`() async throws {
        try await TestHome.with { home in
            try publish(home)
            let first = try await home.pull("org/owl")
            home.hub.log.clear()
            let second = try await home.pull("org/owl")
            #expect(second.unchanged && second.fetchedBytes == 0 && second.commit == first.commit)
            #expect(home.hub.log.opened.isEmpty && home.hub.log.trees == 0)
        }
    }

    @Test func `of a new commit fetches only the file that is new, and the old commit stays`() async throws {
        try await TestHome.with { home in
            try publish(home)
            let old = try await home.pull("org/owl")
            try home.publish("org/owl/config.json", #"{"a":1}"#)
            home.hub.log.clear()
            let new = try await home.pull("org/owl")
            #expect(new.commit != old.commit)
            #expect(home.hub.log.opened == ["config.json"])
            #expect(new.fetchedBytes == 7)
            #expect(try await home.version("org/owl")?.commit.hex == new.commit)
            for name in [old.commit, String(old.commit.prefix(7))] {
                #expect(try await home.version("org/owl", at: name)?.commit.hex == old.commit)
            }
            #expect(try await home.catalogue.history(of: id("org/owl")).map(\.commit.hex) == [new.commit, old.commit])
        }
    }

    @Test func `that fails shows nothing, and the next one fetches only what is missing`() async throws {
        try await TestHome.with { home in
            try publish(home)
            home.hub.log.breakFiles(["weights.bin"])
            let failure = await problem { try await home.pull("org/owl") }
            #expect(failure?.code == .notFound)
            #expect(try await home.catalogue.search(ModelQuery()).models.isEmpty)
            #expect(try await home.version("org/owl") == nil)
            home.hub.log.breakFiles([])
            home.hub.log.clear()
            let report = try await home.pull("org/owl")
            #expect(home.hub.log.opened == ["weights.bin"])
            #expect(report.fetchedBytes == 7 && report.files == 3)
            #expect(try await home.text("weights.bin", of: "org/owl") == "weights")
        }
    }

    @Test func `goes on with a large file where the last one stopped`() async throws {
        try await TestHome.with { home in
            let large = String(repeating: "0123456789abcdef", count: 3 << 16)
            try home.publish("org/large/weights.bin", large)
            home.hub.log.onOpen { _ in throw HubError.entryNotFound(try id("org/large"), path: "weights.bin") }
            #expect(await problem { try await home.pull("org/large") } != nil)
            home.hub.log.onOpen(nil)
            #expect(try await home.pull("org/large").fetchedBytes == Int64(large.utf8.count))
            #expect(try await home.text("weights.bin", of: "org/large") == large)
            #expect(try home.blobs.partialBytes() == .zero)
        }
    }

    @Test func `stores the same bytes once, whoever shows them`() async throws {
        try await TestHome.with { home in
            try publish(home)
            try home.publish("org/copy/README.md", Self.card)
            try home.publish("org/copy/a/config.json", "{}")
            try home.publish("org/copy/b/config.json", "{}")
            try await home.pull("org/owl")
            home.hub.log.clear()
            #expect(try await home.pull("org/copy").fetchedBytes == 0)
            #expect(home.hub.log.opened.isEmpty)
            #expect(home.blobCount == 3)
        }
    }

    @Test func `counts the whole again when the same bytes are listed under two paths`() async throws {
        try await TestHome.with { home in
            try home.publish("org/twice/README.md", "x")
            try home.publish("org/twice/a.bin", "same")
            try home.publish("org/twice/b.bin", "same")
            let report = try await home.pull("org/twice")
            #expect(report.sizeBytes == 9 && report.fetchedBytes == 5)
            #expect(home.hub.log.opened == ["README.md", "a.bin"])
            #expect(try await home.paths("org/twice") == ["README.md", "a.bin", "b.bin"])
        }
    }

    @Test func `of one file keeps that file, and a second one adds to it`() async throws {
        try await TestHome.with { home in
            try publish(home)
            try await home.pull("org/owl", include: ["config.json"])
            #expect(try await home.paths("org/owl") == ["config.json"])
            let detail = try await home.catalogue.detail(of: try id("org/owl"))
            #expect(detail.files.map(\.kept) == [false, true, false])
            try await home.pull("hf://org/owl/weights.bin")
            #expect(try await home.paths("org/owl") == ["config.json", "weights.bin"])
            #expect(try await home.pull("org/owl", include: ["*.json"]).unchanged)
        }
    }

    @Test func `removed while it runs says so and shows nothing`() async throws {
        try await TestHome.with { home in
            try publish(home)
            try await home.pull("org/owl")
            try home.publish("org/owl/config.json", "[]")
            home.hub.log.onOpen { _ in _ = try await home.catalogue.remove(try id("org/owl")) }
            await #expect(throws: RegistryError.removedMeanwhile("org/owl")) { try await home.pull("org/owl") }
            home.hub.log.onOpen(nil)
            #expect(try await home.catalogue.count() == 0)
            await #expect(throws: RegistryError.notKept("owl")) { try await home.catalogue.resolve("owl") }
            try await home.pull("org/owl")
            #expect(try await home.text("config.json", of: "org/owl") == "[]")
        }
    }

    @Test func `a preview fetches nothing and says what a pull would`() async throws {
        try await TestHome.with { home in
            try publish(home)
            try await home.pull("org/owl", include: ["config.json"])
            home.hub.log.clear()
            let preview = try await home.puller().preview(PullRequest(reference: "org/owl", exclude: ["*.bin"]))
            #expect(home.hub.log.opened.isEmpty)
            #expect(preview.files.map(\.wanted) == [true, true, false])
            #expect(preview.files.map(\.kept) == [false, true, false])
            #expect(preview.missingBytes == Int64(Self.card.utf8.count))
            #expect(try await home.paths("org/owl") == ["config.json"])
        }
    }

    @Test func `of a folder needs no Hub`() async throws {
        try await TestHome.with { home in
            try home.write("My Model/model.safetensors", [1, 2, 3])
            let report = try await home.pull("file://\(home.folder)/My%20Model")
            #expect(report.name == "local/My-Model")
            #expect(try await home.paths("local/My-Model") == ["model.safetensors"])
        }
    }
}
