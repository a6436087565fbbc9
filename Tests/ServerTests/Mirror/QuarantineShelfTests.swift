import API
import Domain
import Registry
import Storage
import Testing

@testable import Server

@Suite struct `A quarantined model in the mirror` {
    @Test func `is neither listed nor served, and the client is told that it is switched off`() async throws {
        try await ServerFixture.with { fixture in
            try fixture.write("sources/owl/config.json", "{}")
            try fixture.write("sources/cat/config.json", "[]")
            try await fixture.withHouse { house in
                try await house.keep("\(fixture.folder)/sources/owl", as: "org/owl")
                try await house.keep("\(fixture.folder)/sources/cat", as: "org/cat")
                let shelf = RegistryShelf(catalogue: house.catalogue)
                let before = try #require(try await shelf.repository(try id("org/owl"), revision: nil))
                let file = try #require(before.files.first)
                _ = try await house.database.write { session in
                    try session.run(
                        """
                        UPDATE versions SET quarantined = 1, quarantine_reason = 'unsafe' WHERE model_id =
                        (SELECT id FROM models WHERE name = 'org/owl')
                        """)
                }
                #expect(try await shelf.all(MirrorQuery()) == ["org/cat"])
                for revision in [nil, Revision.main, Revision(before.commit.hex)] {
                    await #expect(throws: MirrorError.disabled) {
                        try await shelf.repository(try id("org/owl"), revision: revision)
                    }
                }
                // Who asked before it was kept apart gets no byte of it either.
                await #expect(throws: MirrorError.self) { try await shelf.content(of: file, in: before) }
                #expect(try await shelf.repository(try id("org/cat"), revision: nil) != nil)
            }
        }
    }
}
