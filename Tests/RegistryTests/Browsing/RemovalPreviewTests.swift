import Domain
import Testing
import Wire

@testable import Registry

@Suite struct `What removing would do` {
    private func publish(_ home: TestHome) async throws {
        for (name, own) in [("owl", "hoot"), ("cat", "purr")] {
            try home.publish("org/\(name)/README.md", own)
            try home.publish("org/\(name)/shared.bin", "shared")
            try await home.pull("org/\(name)")
        }
    }

    @Test func `is what removing then does`() async throws {
        try await TestHome.with { home in
            try await publish(home)
            for name in ["org/owl", "org/cat"] {
                let version = try await home.catalogue.headline(of: id(name))
                let preview = try await home.catalogue.removal(of: version, onlyVersion: false)
                let before = try await home.catalogue.diskReport().blobBytes
                let report = try await home.catalogue.remove(id(name))
                let freed = try await before - home.catalogue.diskReport().blobBytes
                #expect(preview.freedBytes == freed && preview.sharedBytes == report.sharedBytes)
                #expect(preview.versions == 1)
            }
        }
    }

    @Test func `one version of two frees only its own bytes`() async throws {
        try await TestHome.with { home in
            try await publish(home)
            try home.publish("org/owl/README.md", "hoot hoot")
            let new = try #require(Revision(try await home.pull("org/owl").commit))
            let version = try await home.catalogue.headline(of: id("org/owl"), at: new)
            let one = try await home.catalogue.removal(of: version, onlyVersion: true)
            #expect(one.versions == 1 && one.freedBytes == 9 && one.sharedBytes == 6)
            let both = try await home.catalogue.removal(of: version, onlyVersion: false)
            #expect(both.versions == 2 && both.freedBytes == 13 && both.sharedBytes == 6)
            let report = try await home.catalogue.remove(id("org/owl"), at: new)
            #expect(report.sharedBytes == one.sharedBytes)
        }
    }

    @Test func `kept models that were made from it are named, others are not`() async throws {
        try await TestHome.with { home in
            try await Sample("org/base").keep(in: home.catalogue)
            for (name, tag) in [
                ("org/tuned", "base_model:finetune:org/base"), ("org/small", "base_model:org/base"),
                ("org/else", "base_model:org/base2"), ("org/read", "dataset:org/base"),
            ] {
                var sample = Sample(name)
                sample.facets.tags = [tag]
                try await sample.keep(in: home.catalogue)
            }
            let version = try await home.catalogue.headline(of: id("org/base"))
            let preview = try await home.catalogue.removal(of: version, onlyVersion: true)
            #expect(preview.dependants == ["org/small", "org/tuned"] && preview.dependantCount == 2)
        }
    }
}
