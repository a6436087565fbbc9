import Domain
import Testing

@testable import Registry

@Suite struct `Names of kept models` {
    @Test func `the last part is enough when only one model has it`() async throws {
        try await TestHome.with { home in
            for name in ["a/owl", "b/owl", "c/cat"] { try await Sample(name).keep(in: home.catalogue) }
            #expect(try await home.catalogue.resolve("cat").path == "c/cat")
            #expect(try await home.catalogue.resolve("a/owl").path == "a/owl")
            await #expect(throws: RegistryError.ambiguous("owl", candidates: ["a/owl", "b/owl"])) {
                try await home.catalogue.resolve("owl")
            }
            await #expect(throws: RegistryError.notKept("c/owl")) { try await home.catalogue.resolve("c/owl") }
        }
    }

    @Test func `a name that is one in full is never ambiguous, however many end like it`() async throws {
        try await TestHome.with { home in
            for number in 10..<35 { try await Sample("a\(number)/gpt2").keep(in: home.catalogue) }
            try await Sample("gpt2").keep(in: home.catalogue)
            #expect(try await home.catalogue.resolve("gpt2").path == "gpt2")
        }
    }

    @Test func `a model comes before a data set of the same name`() async throws {
        try await TestHome.with { home in
            var set = Sample("a/owl")
            set.kind = .dataset
            try await set.keep(in: home.catalogue)
            #expect(try await home.catalogue.resolve("a/owl").kind == .dataset)
            try await Sample("a/owl").keep(in: home.catalogue)
            #expect(try await home.catalogue.resolve("a/owl").kind == .model)
            #expect(try await home.catalogue.resolve("a/owl", kind: .dataset).kind == .dataset)
        }
    }

    @Test func `another letter case leads to the name as it is kept`() async throws {
        try await TestHome.with { home in
            try await Sample("Birds/Owl-7B").keep(in: home.catalogue)
            #expect(try await home.catalogue.canonical(id("birds/owl-7b"))?.path == "Birds/Owl-7B")
            #expect(try await home.catalogue.canonical(id("birds/owl")) == nil)
            #expect(try await home.catalogue.canonical(id("Birds/Owl-7B", kind: .dataset)) == nil)
        }
    }
}
