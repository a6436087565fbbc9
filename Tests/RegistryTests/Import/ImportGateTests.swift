import Domain
import Foundation
import Hub
import Scoring
import Testing
import Wire

@testable import Registry

@Suite struct `An import's way through the gate` {
    @Test func `lets in a good folder, and says so`() async throws {
        try await GatedHome.with { house in
            let report = try await house.take(house.good("owl"))
            #expect(report.map(\.verdict?.decision) == [.admitted] && report.map(\.refusal) == [nil])
            #expect(report.map(\.how) == ["3 copied"])
            let version = try #require(try await house.home.version("local/owl"))
            #expect(!version.isQuarantined && version.files.count == 3)
            let verdict = try #require(try await house.gate.ledger.verdict(of: id("local/owl")))
            #expect(verdict.stage == .afterScan && verdict.commit == version.commit.hex)
        }
    }

    @Test func `refuses a dangerous pickle with every rule, and keeps no byte of it`() async throws {
        try await GatedHome.with { house in
            let refusal = try await house.refusal(house.bad("owl"))
            #expect(refusal.verdict.failing.map(\.rule) == ["scan.unsafe"])
            #expect(refusal.problem.code == .refused && refusal.problem.message.contains("pytorch_model.bin"))
            #expect(house.home.blobCount == 0)
            #expect(try house.stagedFiles.isEmpty)
            #expect(try await house.home.catalogue.count() == 0)
            #expect(try await house.home.prune().blobs == 0)
        }
    }

    @Test func `refuses the same bytes under every name`() async throws {
        try await GatedHome.with { house in
            let folder = try house.bad("owl")
            try await house.take(folder, name: "org/owl", quarantine: true)
            let refusal = try await house.refusal(folder, name: "mine/harmless")
            #expect(refusal.verdict.model == "mine/harmless")
            #expect(try await house.home.version("mine/harmless") == nil)
            #expect(try await house.home.verify().damaged.isEmpty, "what is kept apart keeps its bytes")
        }
    }

    @Test func `keeps a refused one apart when that is asked for`() async throws {
        try await GatedHome.with { house in
            let report = try await house.take(house.bad("owl"), quarantine: true)
            #expect(report.map(\.verdict?.decision) == [.quarantined])
            let version = try #require(try await house.home.version("local/owl"))
            #expect(version.quarantine?.contains("No Unsafe Files") == true)
            let (home, name) = (house.home, try id("local/owl"))
            for file in version.files {
                #expect(try await home.catalogue.digest(of: file.path, in: name, at: version.commit) == nil)
            }
            let refused = await problem {
                _ = try await home.exporter.run(name, at: nil, to: "\(home.folder)/owl.zip") { _, _ in }
            }
            #expect(refused?.code == .forbidden)
        }
    }

    @Test func `keeps the others of a cache when one is refused`() async throws {
        try await GatedHome.with { house in
            let root = house.home.folder + "/cache"
            for name in ["barn", "evil", "snowy"] {
                let commit = String(repeating: name == "barn" ? "a" : name == "evil" ? "b" : "c", count: 40)
                let cache = CacheFolder(root: root, repository: "org/\(name)", commit: commit)
                try cache.add("README.md", GatedHome.card + name, isLarge: false)
                try cache.add("config.json", #"{"model_type":"owl"}"#, isLarge: false)
                let weights = String(decoding: CaptureFixture.safetensors(#""a":"b""#), as: UTF8.self)
                try cache.add("model.safetensors", weights, isLarge: true)
                if name == "evil" {
                    try cache.add("data.pkl", String(decoding: GatedHome.pickle, as: UTF8.self), isLarge: true)
                }
                try cache.name("main", commit)
            }
            let report = try await house.take(root)
            #expect(report.map(\.name) == ["org/barn", "org/evil", "org/snowy"])
            #expect(report.map(\.verdict?.decision) == [.admitted, .refused, .admitted])
            #expect(report[1].refusal?.contains("data.pkl") == true && report[0].refusal == nil)
            #expect(try await house.home.catalogue.count() == 2)
            #expect(house.home.blobCount == 4, "two cards, and a configuration and weights that are shared")
            #expect(try house.stagedFiles.isEmpty)
        }
    }

    @Test func `writes down what it says of a whole cache together with its models, all at once`() async throws {
        try await GatedHome.with { house in
            let root = house.home.folder + "/cache"
            for number in 0..<20 {
                let cache = CacheFolder(
                    root: root, repository: "org/owl-\(number)", commit: String(repeating: "a", count: 40))
                try cache.add("README.md", GatedHome.card + "\(number)", isLarge: false)
                try cache.name("main", cache.commit)
                if number == 7 {
                    try cache.add("data.pkl", String(decoding: GatedHome.pickle, as: UTF8.self), isLarge: true)
                }
            }
            let before = house.home.database.writes
            let reports = try await house.take(root)
            #expect(house.home.database.writes == before + 1)
            #expect(reports.count { $0.refusal != nil } == 1)
            for report in reports {
                let verdict = try #require(try await house.gate.ledger.verdict(of: id(report.name)))
                #expect(verdict.decision == report.verdict?.decision)
                let commit = try #require(GitObjectID(report.commit))
                #expect(try await house.gate.ledger.subject(of: id(report.name), at: commit)?.scan != nil)
            }
        }
    }

    @Test func `goes through many more models than are taken in at once, each once`() async throws {
        try await GatedHome.with { house in
            let root = house.home.folder + "/cache"
            for number in 0..<300 {
                let cache = CacheFolder(
                    root: root, repository: "org/owl-\(number)", commit: String(repeating: "a", count: 40))
                try cache.addPlain("config.json", #"{"model_type":"owl","n":\#(number)}"#)
                try cache.name("main", cache.commit)
            }
            let reports = try await house.take(root, quarantine: true)
            #expect(Set(reports.map(\.name)).count == 300 && reports.count == 300)
            #expect(try await house.home.catalogue.count() == 300)
            #expect(try house.stagedFiles.isEmpty)
        }
    }

    @Test func `asks of a package as of a folder`() async throws {
        try await GatedHome.with { house in
            try await house.home.take(house.bad("owl"), name: "org/owl")
            let package = "\(house.home.folder)/owl.zip"
            _ = try await house.home.exporter.run(id("org/owl"), at: nil, to: package) { _, _ in }
            _ = try await house.home.catalogue.remove(id("org/owl"))
            #expect(house.home.blobCount == 0)
            let refusal = try await house.refusal(package)
            #expect(refusal.verdict.failing.map(\.rule) == ["scan.unsafe"])
            #expect(house.home.blobCount == 0)
            #expect(try house.stagedFiles.isEmpty)
            try await house.take(package, quarantine: true)
            #expect(try await house.gate.isQuarantined("org/owl"))
        }
    }
}

@Suite struct `Importing again what is kept` {
    @Test func `leaves what is kept apart where it is, unless the gate admits it now`() async throws {
        try await GatedHome.with { house in
            let folder = try house.bad("owl")
            try await house.take(folder, quarantine: true)
            _ = try await house.refusal(folder)
            #expect(try await house.gate.isQuarantined("local/owl"))
            #expect(try await house.home.paths("local/owl").count == 4)
        }
        let demanding = "version: 1\nname: demanding\nextends: baseline\nsize: {ceiling: 10}\n"
        try await GatedHome.with(demanding) { house in
            let folder = try house.good("owl")
            try await house.take(folder, quarantine: true)
            #expect(try await house.gate.isQuarantined("local/owl"))
            try house.gate.write(policy: "version: 1\nname: relaxed\nextends: baseline\n")
            try await house.take(folder)
            #expect(try await house.gate.isQuarantined("local/owl") == false)
        }
    }

    @Test func `does not release what is kept apart by a harmless part of it`() async throws {
        try await GatedHome.with { house in
            let commit = String(repeating: "a", count: 40)
            let (whole, part) = (house.home.folder + "/whole", house.home.folder + "/part")
            for root in [whole, part] {
                let cache = CacheFolder(root: root, repository: "org/owl", commit: commit)
                try cache.add("README.md", GatedHome.card, isLarge: false)
                if root == whole {
                    try cache.add("data.pkl", String(decoding: GatedHome.pickle, as: UTF8.self), isLarge: true)
                }
            }
            try await house.take(whole, quarantine: true)
            let refusal = try await house.refusal(part)
            #expect(refusal.verdict.failing.map(\.rule).contains("scan.unsafe"))
            #expect(try await house.gate.isQuarantined("org/owl"))
        }
    }

    @Test func `asks nobody when nothing is new`() async throws {
        try await GatedHome.with { house in
            let folder = try house.good("owl")
            try await house.take(folder)
            try house.gate.write(policy: "version: 1\nname: strict\nextends: strict\n")
            #expect(try await house.take(folder).map(\.verdict) == [nil])
            #expect(try await house.gate.ledger.history(of: id("local/owl")).count == 1)
            #expect(try await house.gate.isQuarantined("local/owl") == false)
        }
    }

    @Test func `of a package holds nobody off who removes and prunes meanwhile, and loses nothing by it`() async throws
    {
        let linked = WatchedHub(hub: FolderHub(root: "/nowhere"))
        try await GatedHome.with(linked: [linked]) { house in
            let folder = try house.good("owl")
            let card = GatedHome.card.replacing("tags: [owl]", with: "tags: [owl]\nbase_model: org/base")
            try house.home.write("owl/README.md", Array(card.utf8))
            try await house.take(folder, name: "org/owl")
            let package = try await house.home.exporter.run(
                id("org/owl"), at: nil, to: "\(house.home.folder)/owl.zip"
            ) { _, _ in }.path
            let home = house.home
            linked.log.onInfo { _ in
                guard try await home.version("org/owl") != nil else { return }
                _ = try await home.catalogue.remove(try id("org/owl"))
                #expect(home.blobCount == 0)
            }
            let report = try await house.take(package, name: "mine/owl")
            #expect(report.map(\.files) == [3])
            #expect(try await home.paths("mine/owl").count == 3 && home.blobCount == 3)
            #expect(try await home.verify().damaged.isEmpty)
            #expect(try house.stagedFiles.isEmpty)
        }
    }
}
