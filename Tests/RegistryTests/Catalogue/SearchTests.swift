import Domain
import Storage
import Testing
import Wire

@testable import Registry

@Suite struct `Searching the registry` {
    private func with(_ body: (Catalogue) async throws -> Void) async throws {
        try await TestHome.with { home in
            var chat = Sample("meta/llama-chat", size: 30)
            chat.facets.task = "text-generation"
            chat.facets.library = "transformers"
            chat.facets.license = "mit"
            chat.facets.tags = ["chat", "en"]
            chat.facets.card = "Talks about llamas all day. It has never seen an owl."
            var owl = Sample("birds/Owl-7b", size: 20)
            owl.facets.task = "image-classification"
            owl.facets.license = "apache-2.0"
            owl.facets.tags = ["en", "birds", "it's \"quoted\" %_"]
            owl.facets.downloads = 9
            owl.facets.card = "Sees owls."
            var set = Sample("birds/songs", size: 10)
            set.kind = .dataset
            set.facets.tags = ["birds"]
            for sample in [chat, owl, set] { try await sample.keep(in: home.catalogue) }
            try await body(home.catalogue)
        }
    }

    private func expect(
        _ names: [String], in catalogue: Catalogue, at place: SourceLocation = #_sourceLocation,
        _ change: (inout ModelQuery) -> Void
    ) async throws {
        var query = ModelQuery()
        query.order = .name
        change(&query)
        let found = try await catalogue.search(query).models.map(\.name)
        #expect(found == names, sourceLocation: place)
    }

    @Test func `words are found in names, tags and cards, the name counting most`() async throws {
        try await with { catalogue in
            try await expect(["birds/Owl-7b", "meta/llama-chat"], in: catalogue) { ($0.text, $0.order) = ("owl", nil) }
            try await expect(["meta/llama-chat"], in: catalogue) { $0.text = "LLAMAS day" }
            try await expect(["birds/Owl-7b", "birds/songs"], in: catalogue) { $0.text = "birds" }
            try await expect([], in: catalogue) { $0.text = "eagle" }
            try await expect([], in: catalogue) { $0.text = "?!" }
            try await expect([], in: catalogue) { $0.text = "owl' OR 1=1 --" }
        }
    }

    @Test func `every condition must hold`() async throws {
        try await with { catalogue in
            try await expect(["meta/llama-chat"], in: catalogue) { $0.task = "text-generation" }
            try await expect(["meta/llama-chat"], in: catalogue) { $0.library = "transformers" }
            try await expect(["birds/Owl-7b"], in: catalogue) { $0.license = "apache-2.0" }
            try await expect(["birds/Owl-7b", "birds/songs"], in: catalogue) { $0.author = "birds" }
            try await expect(["birds/songs"], in: catalogue) { $0.kind = .dataset }
            try await expect(["birds/Owl-7b", "meta/llama-chat"], in: catalogue) { $0.tags = ["en"] }
            try await expect(["birds/Owl-7b"], in: catalogue) { $0.tags = ["en", "birds"] }
            try await expect(["birds/Owl-7b"], in: catalogue) { $0.tags = ["it's \"quoted\" %_"] }
            try await expect(["birds/Owl-7b"], in: catalogue) { ($0.text, $0.kind) = ("birds", .model) }
            try await expect([], in: catalogue) { ($0.task, $0.license) = ("text-generation", "apache-2.0") }
        }
    }

    @Test func `a pattern is a regular expression on the name`() async throws {
        try await with { catalogue in
            try await expect(["birds/Owl-7b"], in: catalogue) { $0.pattern = "(?i)^birds/owl-\\d+b$" }
            try await expect([], in: catalogue) { $0.pattern = "^owl" }
            try await expect(["birds/Owl-7b", "birds/songs"], in: catalogue) { ($0.pattern, $0.text) = ("s", "birds") }
            await #expect(throws: StorageError.self) { try await expect([], in: catalogue) { $0.pattern = "(" } }
        }
    }

    @Test func `lists are ordered as asked`() async throws {
        try await with { catalogue in
            try await expect(["birds/songs", "birds/Owl-7b", "meta/llama-chat"], in: catalogue) { $0.order = nil }
            try await expect(["birds/Owl-7b", "birds/songs", "meta/llama-chat"], in: catalogue) { $0.order = .name }
            try await expect(["meta/llama-chat", "birds/Owl-7b", "birds/songs"], in: catalogue) { $0.order = .size }
            try await expect(["birds/Owl-7b", "birds/songs", "meta/llama-chat"], in: catalogue) {
                $0.order = .downloads
            }
        }
    }

    @Test func `what a newer version no longer says is no longer found`() async throws {
        try await with { catalogue in
            var owl = Sample("birds/Owl-7b", size: 20)
            owl.facets.tags = ["night"]
            owl.facets.card = "Hears mice."
            try await owl.keep(in: catalogue)
            try await expect([], in: catalogue) { $0.text = "sees" }
            try await expect(["birds/Owl-7b"], in: catalogue) { $0.text = "mice" }
            try await expect(["meta/llama-chat"], in: catalogue) { $0.tags = ["en"] }
            try await expect(["birds/Owl-7b"], in: catalogue) { $0.tags = ["night"] }
        }
    }
}
