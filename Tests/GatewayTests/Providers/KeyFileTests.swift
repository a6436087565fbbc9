import Foundation
import Glibc
import Testing
import Wire

@testable import Gateway

@Suite struct `The file with a key` {
    /// What is told of a provider whose key stands in a file that `make` makes.
    private func told(_ make: (String) throws -> Void) async throws -> (hasKey: Bool, problem: String?) {
        let path = FileManager.default.temporaryDirectory.path + "/key-\(UUID().uuidString)"
        try make(path)
        defer { unlink(path) }
        var config = RoutesConfig()
        var provider = ProviderConfig(kind: "openai")
        provider.keyFile = path
        config.providers["cloud"] = provider
        let house = ProviderHouse(local: StubProvider([:]), dialects: Dialects.all, environment: [:])
        let loaded = RoutesStore.Loaded(config: config, text: "", problem: nil, generation: 1)
        let view = house.view("cloud", provider, in: loaded)
        try await house.close()
        return (view.hasKey, view.problem)
    }

    /// What is told of a provider without a key of its own.
    private func told(
        _ config: ProviderConfig, _ environment: [String: String] = [:]
    ) async throws -> (hasKey: Bool, problem: String?) {
        var routes = RoutesConfig()
        routes.providers["cloud"] = config
        let house = ProviderHouse(local: StubProvider([:]), dialects: Dialects.all, environment: environment)
        let view = house.view(
            "cloud", config, in: RoutesStore.Loaded(config: routes, text: "", problem: nil, generation: 1))
        try await house.close()
        return (view.hasKey, view.problem)
    }

    @Test(arguments: [("openai", "OPENAI_API_KEY"), ("anthropic", "ANTHROPIC_API_KEY"), ("gemini", "GOOGLE_API_KEY")])
    func `or a variable is there before a service is asked`(kind: String, variable: String) async throws {
        let without = try await told(ProviderConfig(kind: kind))
        #expect(!without.hasKey && without.problem?.contains(variable) == true)
        let with = try await told(ProviderConfig(kind: kind), [variable: "sk-secret"])
        #expect(with.hasKey && with.problem == nil)
    }

    @Test func `is not needed where somebody wrote the address down, and on this machine`() async throws {
        var own = ProviderConfig(kind: "openai")
        own.url = "http://127.0.0.1:9/v1"
        #expect(try await told(own).problem == nil)
        #expect(try await told(ProviderConfig(kind: "ollama")).problem == nil)
    }

    private func text(_ text: String) -> (String) throws -> Void {
        { try Data(text.utf8).write(to: URL(filePath: $0)) }
    }

    @Test func `holds it and nothing else`() async throws {
        #expect(try await told(text("sk-secret\n")).hasKey)
        let two = try await told(text("sk-secret\nsk-other\n"))
        #expect(two.problem == "the `key_file` of `cloud` does not hold one key and nothing else")
        #expect(try await told({ _ in }).problem == "the `key_file` of `cloud` is not there")
    }

    @Test func `is not waited for and not read without end`() async throws {
        let pipe = try await told({ #expect(mkfifo($0, 0o600) == 0) })
        #expect(pipe.problem == "the `key_file` of `cloud` does not hold one key and nothing else")
        let endless = try await told({ #expect(symlink("/dev/zero", $0) == 0) })
        #expect(endless.problem?.contains("it has more than 16384 bytes") == true)
    }
}
