import Blobs
import Domain
import FoundationEssentials
import Hub
import Scoring
import SystemPackage
import Testing
import Wire

@testable import Registry

/// Real runs in the real sandbox. Where the kernel does not allow it, "not run" with that reason is what is tested.
@Suite struct `The example of a kept model` {
    /// Finds files where the Hub's client would, and as a clone of the repository has them.
    private static let loading = """
        import json, os
        from pathlib import Path

        def from_pretrained(name):
            cache = Path(os.environ["HF_HUB_CACHE"]) / ("models--" + name.replace("/", "--"))
            commit = (cache / "refs" / "main").read_text()
            return json.loads((cache / "snapshots" / commit / "config.json").read_text())

        print(from_pretrained("local/owl")["model_type"], Path("model.safetensors").stat().st_size > 8)
        Path("answer.txt").write_text("beside them it may write")
        """

    @Test func `that runs as printed makes reproducibility 1, and the gate decides with it`() async throws {
        try await ReproduceHome.with(Self.loading) { home in
            let before = try await home.assessment()
            guard let report = try await home.run() else { return }
            #expect(report.outcome == "ran_as_printed", "\(report.output)")
            #expect(report.output.contains("owl True"))
            #expect(report.environment?.hasPrefix("cpython 3.") == true)
            let after = try await home.assessment()
            #expect(after[metric: "reproducibility"]?.score == 1)
            #expect(after.digest != before.digest)
            #expect(
                before.metrics.filter { $0.name != "reproducibility" }
                    == after.metrics.filter { $0.name != "reproducibility" })
            let version = try await home.version()
            let verdict = try await home.gate.ledger.verdict(of: version.repository, at: version.commit)
            #expect(verdict?.assessmentDigest == after.digest)
            let subject = "\(ReproduceHome.name)@\(version.commit.hex)"
            #expect(home.gate.audit.actions == ["anna model.reproduced \(subject)"])
            let history = try await home.gate.catalogue.happened(to: version.repository)
            #expect(history.events.first?.event == "reproduced")
            // Vetted anew, it is counted in.
            let wish = VetRequest(reference: ReproduceHome.name, hub: nil, kind: nil, policy: nil, thresholds: nil)
            let puller = Puller(
                catalogue: home.gate.catalogue, hubs: FixedHubs(standard: []), settings: .init(), memory: nil,
                vetter: home.reproducer.vetter)
            let vetted = try await puller.vet(wish, orKept: true)
            #expect(vetted.report.assessment[metric: "reproducibility"]?.reason == "the example ran as printed")
        }
    }

    @Test func `that fails makes it 0, and a policy that asks for more keeps the version apart`() async throws {
        let policy = "version: 1\nname: runs\nextends: baseline\nmetrics: {reproducibility: {mode: enforce}}\n"
        try await ReproduceHome.with("import os\nowl = load_model(\"local/owl\")", policy: policy) { home in
            #expect(try await !home.version().isQuarantined)
            guard let report = try await home.run() else { return }
            #expect(report.outcome == "failed" && report.exitCode == 1 && report.score == 0)
            #expect(report.output.contains("NameError"))
            #expect(report.verdict?.decision == .quarantined)
            #expect(try await home.version().isQuarantined)
            // From now on only who may run what is kept apart can have it run.
            await #expect(throws: RegistryError.self) { try await home.run() }
            #expect(try await home.run(mayRunQuarantined: true)?.outcome == "failed")
        }
    }

    @Test func `that is shown as a session runs only after edits, which are named`() async throws {
        let session = ">>> def load_model(name):\n...     return name\n>>> print(load_model(\"local/owl\"))\nlocal/owl"
        try await ReproduceHome.with(session, language: "pycon") { home in
            guard let report = try await home.run() else { return }
            #expect(report.outcome == "ran_after_edits" && report.score == 0.5)
            #expect(report.edits == ["prompts and printed answers left out"])
            #expect(report.code?.contains(">>>") == false)
        }
    }

    private static let impossible = [
        ("import no_such_library\nno_such_library.load_model('local/owl')", "no `no_such_library`"),
        ("import urllib.request as u\nload_model = u.urlopen\nload_model('http://local/owl')", "network"),
        ("import os\ndef load_model(n):\n    while True: pass\nload_model('local/owl')", "limit"),
        ("import os\ndef load_model(n): return bytearray(1 << 29)\nprint(sum(load_model('local/owl')))", "memory"),
    ]

    @Test(arguments: impossible)
    func `that this machine cannot run leaves the static answer, with the reason`(
        example: String, reason: String
    ) async throws {
        var settings = ReproduceSettings()
        if reason == "limit" { settings.wall = .seconds(2) }
        settings.memory = ByteCount(128 << 20)
        try await ReproduceHome.with(example, settings: settings) { home in
            let before = try await home.assessment()
            guard let report = try await home.run() else { return }
            #expect(report.outcome == "not_run" && report.reason.contains(reason), "\(report.reason) \(report.output)")
            let metric = try #require(try await home.assessment()[metric: "reproducibility"])
            #expect(metric.score == before[metric: "reproducibility"]?.score)
            #expect(metric.reason.contains("judged from the card") && metric.reason.contains(reason))
        }
    }

    @Test func `that could not be run today keeps the answer of the day it could`() async throws {
        try await ReproduceHome.with(Self.loading) { home in
            guard try await home.run() != nil else { return }
            var settings = ReproduceSettings()
            settings.python = "/nowhere/bin/python3"
            let other = Reproducer(
                catalogue: home.reproducer.catalogue, vetter: home.reproducer.vetter,
                executions: home.reproducer.executions, sandbox: home.reproducer.sandbox, settings: settings,
                folder: home.reproducer.folder)
            let report = try await ReproduceHome(house: home.house, reproducer: other).run()
            #expect(report?.outcome == "not_run" && report?.score == 1)
        }
    }

    @Test func `that wants to change what is kept cannot`() async throws {
        let example = """
            import os
            path = "model.safetensors"
            def load_model(p): return open(os.path.realpath(p), "r+b").write(b"worse")
            load_model(path)
            """
        try await ReproduceHome.with(example) { home in
            guard let report = try await home.run() else { return }
            #expect(report.outcome == "failed", "\(report.output)")
            #expect(try await home.house.home.verify().damaged.isEmpty)
        }
    }
}

/// What is laid out for a run, without running anything.
@Suite struct `The stage of a run` {
    @Test func `shares the bytes of the store, and is gone when it is taken away`() async throws {
        try await TestHome.with { home in
            try home.publish("org/owl/deep/folder/model.safetensors", "weights")
            try home.publish("org/owl/README.md", "owl")
            try await home.pull("org/owl")
            let version = try #require(try await home.version("org/owl"))
            let runs = RunFolders(home.blobs.root.appending("runs"))
            let folder = runs.folder.appending("job")
            let stage = try SnapshotStage("job", in: runs)
            try await stage.add(version, from: home.blobs)
            let snapshot = "\(folder)/hub/models--org--owl/snapshots/\(version.commit.hex)"
            let file = try #require(version.files.first { $0.path.name == "model.safetensors" })
            let links = try FileManager.default.attributesOfItem(atPath: "\(snapshot)/deep/folder/model.safetensors")
            #expect(links[.referenceCount] as? Int == 2)
            let main = FileManager.default.contents(atPath: "\(folder)/hub/models--org--owl/refs/main")
            #expect(main.map { String(decoding: $0, as: UTF8.self) } == version.commit.hex)
            // Nobody takes it from a run that lives.
            #expect(throws: Problem.self) { try SnapshotStage("job", in: runs) }
            #expect(try runs.clear() == 0)
            #expect(FileManager.default.fileExists(atPath: snapshot))
            try stage.remove()
            #expect(!FileManager.default.fileExists(atPath: folder.string))
            #expect(try home.blobs.size(of: file.digest) == file.size)
        }
    }
}

@Suite struct `The folder of a run` {
    @Test func `that is dead is cleared away, whatever lies in it, and that of a living one stays`() async throws {
        try await TestHome.with { home in
            let runs = RunFolders(FilePath("\(home.folder)/runs"))
            #expect(try runs.clear() == 0, "there was never a run")
            try home.write("runs/dead/hub/models--a--b/model.bin", [1, 2, 3])
            try home.write("runs/no-folder", [1])
            let living = try SnapshotStage("living", in: runs)
            try living.write(code: "print()")
            #expect(try runs.clear() == 1)
            let left = try FileManager.default.contentsOfDirectory(atPath: runs.folder.string).sorted()
            #expect(left == ["living", "no-folder"])
            try living.write(code: "print()")
        }
    }

    @Test func `is free again when its run is forgotten, and emptied for the next`() async throws {
        try await TestHome.with { home in
            let runs = RunFolders(FilePath("\(home.folder)/runs"))
            do {
                let stage = try SnapshotStage("job", in: runs)
                try stage.write(code: "print()")
            }
            let next = try SnapshotStage("job", in: runs)
            #expect(!FileManager.default.fileExists(atPath: "\(next.folder)/run/example.py"))
            withExtendedLifetime(next) {}
        }
    }

    @Test func `that is a link leads nowhere`() async throws {
        try await TestHome.with { home in
            try home.write("precious/file", [1])
            try home.write("runs/none", [1])
            let link = "\(home.folder)/runs/link"
            try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: "\(home.folder)/precious")
            #expect(try RunFolders(FilePath("\(home.folder)/runs")).clear() == 0)
            #expect(FileManager.default.fileExists(atPath: "\(home.folder)/precious/file"))
        }
    }

    @Test func `of many runs that begin while others clear is theirs`() async throws {
        try await TestHome.with { home in
            let runs = RunFolders(FilePath("\(home.folder)/runs"))
            try await withThrowingTaskGroup(of: Void.self) { group in
                for number in 0..<200 {
                    group.addTask {
                        let name = try #require(FilePath.Component("job-\(number)"))
                        let stage = try SnapshotStage(name, in: runs)
                        try stage.write(code: "print()")
                        try runs.clear()
                        #expect(FileManager.default.fileExists(atPath: "\(stage.folder)/run/example.py"))
                        try stage.remove()
                    }
                }
                try await group.waitForAll()
            }
            #expect(try FileManager.default.contentsOfDirectory(atPath: runs.folder.string) == [])
        }
    }
}
