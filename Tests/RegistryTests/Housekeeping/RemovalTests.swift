import Blobs
import Domain
import Testing
import Wire

@testable import Registry

@Suite struct `Removing` {
    private func publish(_ home: TestHome) throws {
        for (name, own) in [("owl", "hoot"), ("cat", "purr")] {
            try home.publish("org/\(name)/README.md", own)
            try home.publish("org/\(name)/shared.bin", "shared")
        }
    }

    @Test func `a model frees only what nothing else shows`() async throws {
        try await TestHome.with { home in
            try publish(home)
            try await home.pull("org/owl")
            try await home.pull("org/cat")
            #expect(home.blobCount == 3)
            let first = try await home.catalogue.remove(id("org/owl"))
            #expect(first.removed == ["org/owl"] && first.sharedBytes == 6 && first.freedBytes > 0)
            #expect(home.blobCount == 2)
            #expect(try await home.text("shared.bin", of: "org/cat") == "shared")
            #expect(try await home.catalogue.search(ModelQuery()).models.map(\.name) == ["org/cat"])
            let second = try await home.catalogue.remove(id("org/cat"))
            #expect(second.sharedBytes == 0)
            #expect(home.blobCount == 0)
            #expect(try await home.pull("org/owl").fetchedBytes == 10)
        }
    }

    @Test func `one commit leaves the others, and the newest of them becomes the current one`() async throws {
        try await TestHome.with { home in
            try publish(home)
            let old = try await home.pull("org/owl").commit
            try home.publish("org/owl/README.md", "hoot hoot")
            let new = try await home.pull("org/owl").commit
            let report = try await home.catalogue.remove(id("org/owl"), at: Revision(new))
            #expect(report.removed == ["org/owl@\(new)"] && report.sharedBytes == 6)
            #expect(try await home.version("org/owl")?.commit.hex == old)
            #expect(try await home.text("README.md", of: "org/owl") == "hoot")
            #expect(try await home.catalogue.search(ModelQuery()).models.map(\.sizeBytes) == [10])
            #expect(try await home.catalogue.remove(id("org/owl"), at: Revision(old)).removed == ["org/owl"])
            #expect(home.blobCount == 0)
        }
    }

    @Test func `the version that takes the place of a removed one is found and shown by what it says itself`()
        async throws
    {
        try await TestHome.with { home in
            for (licence, words) in [("mit", "of the night"), ("gpl-3.0", "of the day")] {
                try home.publish(
                    "org/owl/README.md", "---\nlicense: \(licence)\ntags: [\(licence)]\n---\nAn owl \(words)")
                try home.publish("org/owl/w.bin", words)
                try await home.pull("org/owl")
            }
            _ = try await home.catalogue.remove(id("org/owl"), at: Revision("main"))
            var query = ModelQuery()
            #expect(try await home.catalogue.search(query).models.map(\.license) == ["mit"])
            for (text, tag, found) in [("night", "mit", 1), ("day", "gpl-3.0", 0)] {
                query.text = text
                #expect(try await home.catalogue.search(query).models.count == found)
                query.text = nil
                query.tags = [tag]
                #expect(try await home.catalogue.search(query).models.count == found)
                query.tags = []
            }
        }
    }

    @Test func `what is not kept cannot be removed`() async throws {
        try await TestHome.with { home in
            await #expect(throws: RegistryError.notKept("org/owl")) { try await home.catalogue.remove(id("org/owl")) }
            try publish(home)
            try await home.pull("org/owl")
            await #expect(throws: RegistryError.versionNotKept(model: "org/owl", revision: "v2")) {
                try await home.catalogue.remove(id("org/owl"), at: Revision("v2"))
            }
        }
    }

    @Test func `a removed model is found by no search`() async throws {
        try await TestHome.with { home in
            try publish(home)
            try await home.pull("org/owl")
            try await home.pull("org/cat")
            _ = try await home.catalogue.remove(id("org/owl"))
            var query = ModelQuery()
            query.text = "hoot"
            #expect(try await home.catalogue.search(query).models.isEmpty)
            query.text = "org"
            #expect(try await home.catalogue.search(query).models.map(\.name) == ["org/cat"])
        }
    }
}
