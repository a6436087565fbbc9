import API
import Blobs
import Domain
import Foundation
import Registry
import Storage
import SystemPackage
import Testing
import Wire

@testable import Server

@Suite struct `What the mirror remembers of a model` {
    private func with(_ body: (ServerFixture, House, RegistryShelf) async throws -> Void) async throws {
        try await ServerFixture.with { fixture in
            try fixture.write("owl/config.json", "{}")
            try fixture.write("owl/README.md", "Owl")
            try await fixture.withHouse { house in
                try await house.keep("\(fixture.folder)/owl", as: "org/owl")
                try await body(fixture, house, RegistryShelf(catalogue: house.catalogue))
            }
        }
    }

    private func paths(_ shelf: RegistryShelf) async throws -> [String]? {
        try await shelf.repository(try id("org/owl"), revision: .main)?.files.map(\.path.text)
    }

    @Test func `is not read again as long as its history stands still`() async throws {
        try await with { _, house, shelf in
            #expect(try await paths(shelf) == ["README.md", "config.json"])
            _ = try await house.database.write { try $0.run("DELETE FROM files WHERE path = 'README.md'") }
            #expect(try await paths(shelf) == ["README.md", "config.json"])
            #expect(try await paths(RegistryShelf(catalogue: house.catalogue)) == ["config.json"])
        }
    }

    @Test func `goes when the model is removed, and comes back with it`() async throws {
        try await with { fixture, house, shelf in
            #expect(try await paths(shelf)?.count == 2)
            _ = try await house.catalogue.remove(try id("org/owl"))
            #expect(try await paths(shelf) == nil)
            try fixture.write("owl/more.json", "[]")
            try await house.keep("\(fixture.folder)/owl", as: "org/owl")
            #expect(try await paths(shelf) == ["README.md", "config.json", "more.json"])
        }
    }

    @Test func `follows the current version`() async throws {
        try await with { fixture, house, shelf in
            let old = try #require(try await shelf.repository(try id("org/owl"), revision: .main)).commit
            try fixture.write("owl/README.md", "Owl, again")
            try await house.keep("\(fixture.folder)/owl", as: "org/owl")
            let new = try #require(try await shelf.repository(try id("org/owl"), revision: .main))
            #expect(new.commit != old && new.history.commits.map(\.id) == [new.commit, old])
            let before = try #require(try await shelf.repository(try id("org/owl"), revision: Revision(old)))
            #expect(before.commit == old && before.history.commits.count == 2)
        }
    }

    @Test func `loses what was found damaged`() async throws {
        try await with { _, house, shelf in
            #expect(try await paths(shelf)?.count == 2)
            let version = try #require(try await house.catalogue.version(of: try id("org/owl")))
            let card = try #require(version.files.first { $0.path.text == "README.md" })
            let blob = house.blobs.path(of: card.digest).string
            try FileManager.default.removeItem(atPath: blob)
            try Data("Awl".utf8).write(to: URL(filePath: blob))
            #expect(try await house.catalogue.verify { _, _, _ in }.damaged.count == 1)
            #expect(try await paths(shelf) == ["config.json"])
            // Another model brings the bytes back, of which this one's history knows nothing.
            try FileManager.default.removeItem(atPath: blob)
            let folder = URL(filePath: house.home.path.string).deletingLastPathComponent().path
            try await house.keep("\(folder)/owl", as: "org/other")
            #expect(try await paths(shelf) == ["README.md", "config.json"])
        }
    }
}
