import Testing
import Wire

@testable import Gateway

@Suite struct `routes.yaml` {
    private let kinds: Set<String> = ["openai", "openai-compatible", "ollama"]

    private func read(_ text: String) throws -> RoutesConfig { try RoutesConfig(parsing: text, kinds: kinds) }

    private func mistakes(_ text: String) -> [String] {
        do {
            _ = try read(text)
            return []
        } catch let error as RoutesError {
            return error.mistakes.map(\.text)
        } catch {
            return ["\(error)"]
        }
    }

    @Test func `may be empty`() throws {
        #expect(try read("") == RoutesConfig())
        #expect(try read("# nothing yet\n") == RoutesConfig())
    }

    @Test func `says what a provider may cost, and how long a reader may take nothing`() throws {
        let config = try read(
            """
            providers: {cloud: {kind: openai, budget_per_day: 2.5}}
            defaults: {reader_timeout: 5s}
            routes: {chat: {primary_model: "cloud:big", reader_timeout: 2s}}
            """)
        #expect(config.providers["cloud"]?.dailyBudget == 2_500_000)
        #expect(config.rules.readerTimeout == .seconds(5))
        #expect(config.routes["chat"]?.rules.readerTimeout == .seconds(2))
    }

    @Test func `says whom to ask, in which order, and how patiently`() throws {
        let config = try read(
            """
            providers:
              cloud: {kind: openai, key_env: CLOUD_KEY, concurrency: 4}
              box: {kind: ollama, url: "http://127.0.0.1:11434"}
            models:
              cloud:big: {context: 128000, input_price: 2.5, output_price: 10}
            defaults: {attempts: 2, attempt_timeout: 30s}
            routes:
              chat:
                primary_model: local:org/model:Q4_K_M
                fallback_models: ["box:llama3.2:3b", "cloud:big"]

                total_timeout: 2m
                parameters: {temperature: 0.2}
            """)
        let route = try #require(config.routes["chat"])
        #expect(route.legs.map(\.description) == ["local:org/model:Q4_K_M", "box:llama3.2:3b", "cloud:big"])
        #expect(route.rules.attempts == 2 && route.rules.attemptTimeout == .seconds(30))
        #expect(route.rules.totalTimeout == .seconds(120))
        #expect(route.parameters == ["temperature": .number(0.2)])
        #expect(config.models[Leg(provider: "cloud", model: "big")]?.context == 128_000)
    }

    @Test func `names every mistake with its line`() {
        let found = mistakes(
            """
            providers:
              cloud: {kind: openia}
              local: {kind: openai}
            routes:
              chat:
                primary_model: llama3.2:3b
                attemps: 3
                attempts: 0
            """)
        #expect(found.count == 5)
        #expect(found[0].hasPrefix("line 2: providers.cloud.kind: is one of ollama, openai"))
        #expect(found[1].contains("`local` is this house itself"))
        #expect(found.contains { $0.hasPrefix("line 6: ") && $0.contains("`llama3.2` is no provider") })
        #expect(found.contains { $0.hasPrefix("line 7: routes.chat.attemps: is not known here") })
        #expect(found.contains { $0.hasPrefix("line 8: ") && $0.contains("whole number from 1 to 20") })
    }

    @Test(
        arguments: [
            "routes: [1]", "routes: {a: 1}", "routes: {a: {}}", "providers: {a: {kind: openai, url: 'file:///etc'}}",
            "routes: {'a b': {primary_model: 'local:x'}}", "x: 1", "- a", "a: &a [*a]",
            "routes: {a: {primary_model: ':'}}",
            "routes: {a: {primary_model: 'local:x', attempt_timeout: soon}}",
            "routes: {a: {primary_model: 'local:x', fallback_models: ['local:x']}}",
        ])
    func `is refused when it makes no sense`(text: String) { #expect(!mistakes(text).isEmpty) }

    @Test func `has no budget for what has no price`() {
        let text = """
            providers: {cloud: {kind: openai}}
            routes: {a: {primary_model: "cloud:x", budget_per_day: 1}}
            """
        #expect(mistakes(text).contains { $0.contains("needs the prices of `cloud:x`") })
    }
}

@Suite struct `A model of a provider` {
    @Test(arguments: [
        ("ollama:llama3.2:3b", "ollama", "llama3.2:3b"), ("local:org/m:Q4_K_M", "local", "org/m:Q4_K_M"),
    ])
    func `is named behind the first colon`(text: String, provider: String, model: String) {
        #expect(Leg(text) == Leg(provider: provider, model: model))
    }

    @Test(arguments: ["", ":", "a:", ":b", "abc"]) func `is not named by less`(text: String) {
        #expect(Leg(text) == nil)
    }

    @Test func `costs what its tokens cost`() {
        let price = Price(input: 2.5, output: 10, known: 1.25)
        #expect(price.cost(of: Usage(prompt: 1000, answer: 100)) == 3500)
        #expect(price.cost(of: Usage(prompt: 1000, answer: 0, known: 400)) == 2000)
    }
}

@Suite struct `What is to go wrong` {
    @Test func `is told leg by leg`() {
        var faults = Faults("primary=429,timeout fallback1=bad-json")
        #expect(faults?.take(0)?.kind == .rateLimited)
        #expect(faults?.take(0)?.kind == .timeout)
        #expect(faults?.take(0)?.kind == .timeout)
        #expect(faults?.take(1)?.kind == .malformed)
        #expect(faults?.take(2) == nil)
    }

    @Test(arguments: ["primary", "primary=", "x=429", "primary=soon", "fallback0=429"])
    func `is refused when it is no failure`(text: String) {
        #expect(Faults(text) == nil || Faults(text)?.legs == [0: []])
    }
}
