import Domain
import Foundation
import Registry
import SystemPackage
import Testing

@testable import Server

@Suite struct `The home` {
    @Test func `is made where none ever was, and found again`() async throws {
        try await ServerFixture.with { fixture in
            try await fixture.withHouse { house in _ = try await house.catalogue.count() }
            #expect(try fixture.home().prepare() == false)
            try await fixture.withHouse { house in
                try fixture.write("owl/config.json", "{}")
                try await house.keep(fixture.folder + "/owl", as: "org/owl")
            }
            try await fixture.withHouse { house in
                let count = try await house.catalogue.count()
                #expect(count == 1)
            }
        }
    }

    @Test func `that was here before and is gone is an error, not a new one`() async throws {
        try await ServerFixture.with { fixture in
            try await fixture.withHouse { house in _ = try await house.catalogue.count() }
            try FileManager.default.removeItem(atPath: fixture.homePath)
            #expect(await problem { try await fixture.withHouse { _ in } }?.code == .notFound)
            #expect(!FileManager.default.fileExists(atPath: fixture.homePath))
            // An unmounted disk leaves an empty folder.
            try fixture.makeFolder("home")
            let refusal = await problem { _ = try fixture.home().prepare() }
            #expect(refusal?.code == .notFound && refusal?.hint?.contains("state/roost/homes") == true)
        }
    }

    @Test func `of which half is missing is refused and left alone`() async throws {
        try await ServerFixture.with { fixture in
            try fixture.write("no-blobs/roost.db", "x")
            try fixture.makeFolder("no-database/blobs")
            for name in ["no-blobs", "no-database"] {
                let path = "\(fixture.folder)/\(name)"
                let before = try FileManager.default.contentsOfDirectory(atPath: path)
                let refusal = await problem { _ = try fixture.home(path).prepare() }
                #expect(refusal?.code == .damaged)
                #expect(try FileManager.default.contentsOfDirectory(atPath: path) == before)
            }
        }
    }

    @Test func `may hold its settings before it is made`() async throws {
        try await ServerFixture.with { fixture in
            try fixture.write("home/config.yaml", "jobs: 3")
            try await fixture.withHouse { house in #expect(house.settings.jobsAtOnce == 3) }
        }
    }

    @Test func `is remembered once, beside others`() async throws {
        try await ServerFixture.with { fixture in
            for name in ["a", "b", "a"] { try fixture.home("\(fixture.folder)/\(name)").remember() }
            let register = try String(contentsOfFile: fixture.folder + "/state/roost/homes", encoding: .utf8)
            #expect(register == "\(fixture.folder)/a\n\(fixture.folder)/b\n")
        }
    }

    @Test func `has one path, however it is written`() throws {
        let here = FileManager.default.currentDirectoryPath
        for text in ["data", "./data", "x/../data", "\(here)/data", "\(here)//./data/"] {
            #expect(Home(text, environment: [:]).path.string == "\(here)/data")
        }
    }
}
