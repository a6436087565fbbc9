import Domain
import Hub
import Scoring
import Testing
import Wire

@testable import Registry

@Suite struct `Capturing the facts of a model` {
    private static let card = "---\nlicense: mit\nbase_model: org/base\n---\n# Model\n"

    @Test func `reads metadata, files, commits, texts and headers, and no weights`() async throws {
        try await CaptureFixture.with([
            "org/model/README.md": Self.card, "org/model/LICENSE": "MIT", "org/model/config.json": "{}",
            "org/model/tokenizer.json": "{}", "org/model/.eval_results/a.yaml": "- value: 1",
            "org/model/model.safetensors.index.json": "{}", "org/model/notes.txt": "x",
        ]) { fixture in
            let bytes = CaptureFixture.safetensors(#""license":"mit","base_model":"org/base""#)
            try fixture.write("org/model/model.safetensors", bytes)
            let hub = fixture.hub(.init(owner: RepositoryOwner(name: "org", isOrganisation: true, isVerified: false)))
            let facts = try await CaptureFixture.capture(from: hub)
            #expect(facts.model == "org/model" && facts.kind == "model" && facts.asOf == CaptureFixture.moment)
            #expect(facts.commit.count == 40 && facts.source == hub.endpoint.description)
            #expect(facts.info.value?["cardData"]?["license"] == .string("mit"))
            #expect(facts.info.value?["sha"] == .string(facts.commit))
            #expect(facts.files.value?.count == 8 && facts.commits.value?.map(\.id) == [facts.commit])
            #expect(
                facts.texts.mapValues(\.value) == [
                    "README.md": Self.card, "LICENSE": "MIT", "config.json": "{}", ".eval_results/a.yaml": "- value: 1",
                    "model.safetensors.index.json": "{}",
                ])
            #expect(
                facts.headers == [
                    "model.safetensors": .known(
                        HeaderFact(format: "safetensors", license: "mit", parameters: 2, baseModels: ["org/base"]))
                ])
            #expect(facts.owner == .known(OwnerFact(isOrganisation: true, isVerified: false)))
        }
    }

    @Test func `reads the headers of GGUF files by ranges`() async throws {
        let hub = CaptureFixture.samples
        let facts = try await CaptureFixture.capture("roost-samples/tiny-writer-gguf", from: hub)
        #expect(facts.headers.count == 2 && facts.headers.values.allSatisfy { $0.value?.format == "gguf" })
        #expect(facts.headers.values.allSatisfy { ($0.value?.parameters ?? 0) > 0 && $0.value?.architecture != nil })
        let sizes = Dictionary(uniqueKeysWithValues: (facts.files.value ?? []).map { ($0.path, $0.size) })
        for (path, range) in hub.log.opened { #expect((range?.upperBound ?? .max) <= (sizes[path] ?? 0)) }
    }

    @Test func `says what is not there and what could not be looked at`() async throws {
        try await CaptureFixture.with(["org/model/config.json": "{}", "org/model/LICENSE": "x"]) { fixture in
            let failure = HubError.serverError(host: "hub.example", status: 500, says: "")
            let facts = try await CaptureFixture.capture(from: fixture.hub(.init(broken: ["LICENSE": failure])))
            #expect(facts.texts["README.md"] == .absent && facts.texts["config.json"] == .known("{}"))
            #expect(facts.texts["LICENSE"] == .unavailable("hub.example answered 500"))
            #expect(facts.owner == .unavailable("the Hub does not say who owns it"))
        }
    }

    @Test func `of a gated one says that it is gated`() async throws {
        try await CaptureFixture.with(["org/model/README.md": Self.card]) { fixture in
            let gated = HubError.gated(try id("org/model"), page: "", .needsToken)
            let facts = try await CaptureFixture.capture(from: fixture.hub(.init(filesFail: gated)))
            let reason = "gated: its authors ask to accept their terms"
            #expect(facts.files == .unavailable(reason) && facts.commits == .unavailable(reason))
            #expect(facts.texts == ["README.md": .unavailable(reason)] && facts.headers.isEmpty)
            #expect(facts.info.value?["id"] == .string("org/model"))
        }
    }

    @Test func `goes on when a question is not answered in time`() async throws {
        try await CaptureFixture.with(["org/model/README.md": Self.card]) { fixture in
            var limits = CaptureLimits()
            limits.time = .milliseconds(300)
            let facts = try await CaptureFixture.capture(
                from: fixture.hub(.init(treeHangs: true)), links: LinkedNames(code: ["https://git.example/x"]),
                code: KnownCode(hangs: true), limits: limits)
            let late = "timed out: the capture took longer than 0 s"
            #expect(facts.files == .unavailable(late) && facts.code.map(\.files) == [.unavailable(late)])
            #expect(facts.info.value?["id"] == .string("org/model"))
        }
    }

    @Test func `fails only when there is no such model, or on cancellation`() async throws {
        try await CaptureFixture.with(["org/model/README.md": Self.card]) { fixture in
            await #expect(throws: HubError.self) { try await CaptureFixture.capture("org/none", from: fixture.hub()) }
            let hub = fixture.hub(.init(treeHangs: true))
            await #expect(throws: CancellationError.self) {
                try await withThrowingTaskGroup(of: Void.self) { group in
                    group.addTask { _ = try await CaptureFixture.capture(from: hub) }
                    group.cancelAll()
                    try await group.waitForAll()
                }
            }
        }
    }

    @Test func `reads the model's own code only when loading it runs it`() async throws {
        let files = ["org/model/modeling.py": "class M: pass", "org/model/README.md": "# It"]
        try await CaptureFixture.with(files) { fixture in
            let facts = try await CaptureFixture.capture(from: fixture.hub())
            #expect(facts.texts["modeling.py"] == nil)
            try fixture.write("org/model/config.json", Array(#"{"auto_map": {"AutoModel": "modeling.M"}}"#.utf8))
            let again = try await CaptureFixture.capture(from: fixture.hub())
            #expect(again.texts["modeling.py"] == .known("class M: pass"))
        }
    }

    @Test func `keeps texts within their limits`() async throws {
        try await CaptureFixture.with(["org/model/README.md": "# It"]) { fixture in
            for number in 0..<6 {
                try fixture.write("org/model/c\(number).json", [UInt8](repeating: 32, count: 100 + 100 * number))
            }
            try fixture.write("org/model/notes.md", [104, 0, 105])
            var limits = CaptureLimits()
            limits.text = ByteCount(450)
            limits.textTotal = ByteCount(700)
            let texts = try await CaptureFixture.capture(from: fixture.hub(), limits: limits).texts
            #expect(texts.values.compactMap(\.value?.utf8.count).reduce(0, +) <= 700)
            #expect(texts["c5.json"] == .unavailable("too large: 600 B") && texts["c0.json"]?.value != nil)
            #expect(texts["notes.md"] == .unavailable("not text"))
            limits.texts = 3
            #expect(try await CaptureFixture.capture(from: fixture.hub(), limits: limits).texts.count == 3)
        }
    }
}
