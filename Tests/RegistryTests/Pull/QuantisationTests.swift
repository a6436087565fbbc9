import Domain
import Testing
import Wire

@testable import Registry

@Suite struct `Quantisations of one commit` {
    private func publish(_ home: TestHome) throws {
        try home.publish("org/quants/README.md", "read me")
        try home.publish("org/quants/x-Q4_K_M.gguf", "four")
        try home.publish("org/quants/x-Q8_0.gguf", "eight!!!")
    }

    private let both = ["README.md", "x-Q4_K_M.gguf", "x-Q8_0.gguf"]

    @Test func `a second one adds its file and keeps the first`() async throws {
        try await TestHome.with { home in
            try publish(home)
            let first = try await home.pull("org/quants:Q4_K_M")
            #expect(try await home.paths("org/quants") == ["README.md", "x-Q4_K_M.gguf"])
            home.hub.log.clear()
            let second = try await home.pull("org/quants:q8_0")
            #expect(second.commit == first.commit && second.fetchedBytes == 8)
            #expect(home.hub.log.opened == ["x-Q8_0.gguf"] && home.hub.log.trees == 1)
            #expect(try await home.paths("org/quants") == both)
            let detail = try await home.catalogue.detail(of: try id("org/quants"))
            #expect(detail.versions.count == 1 && detail.model.files == 3 && detail.model.sizeBytes == 19)
            #expect(try await home.pull("org/quants:Q4_K_M").unchanged)
        }
    }

    @Test func `a second one that fails changes nothing of what is shown`() async throws {
        try await TestHome.with { home in
            try publish(home)
            try await home.pull("org/quants:Q4_K_M")
            let before = try await home.catalogue.detail(of: try id("org/quants"))
            home.hub.log.breakFiles(["x-Q8_0.gguf"])
            #expect(await problem { try await home.pull("org/quants:Q8_0") } != nil)
            let after = try await home.catalogue.detail(of: try id("org/quants"))
            #expect(after.model == before.model && after.versions == before.versions)
            #expect(after.model.quantisation == "Q4_K_M")
            #expect(after.files.map(\.kept) == [true, true, false])
            #expect(try await home.pull("org/quants:Q4_K_M").unchanged)
        }
    }

    @Test func `two that are pulled at the same time do not stand in each other's way`() async throws {
        try await TestHome.with { home in
            try publish(home)
            home.hub.log.onOpen { path in
                guard path == "x-Q8_0.gguf" else { return }
                try await home.pull("org/quants:Q4_K_M")
                #expect(try await home.paths("org/quants") == ["README.md", "x-Q4_K_M.gguf"])
            }
            try await home.pull("org/quants:Q8_0")
            #expect(try await home.paths("org/quants") == both)
        }
    }

    @Test func `everything is everything`() async throws {
        try await TestHome.with { home in
            try publish(home)
            try await home.pull("org/quants", everything: true)
            #expect(try await home.paths("org/quants") == both)
        }
    }

    @Test func `one that is not offered is refused with those that are`() async throws {
        try await TestHome.with { home in
            try publish(home)
            let failure = await problem { try await home.pull("org/quants:Q2_K") }
            #expect(failure?.hint?.contains("Q4_K_M") == true)
            #expect(home.hub.log.opened.isEmpty)
        }
    }
}
