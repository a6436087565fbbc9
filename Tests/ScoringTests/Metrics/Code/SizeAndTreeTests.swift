import Scoring
import Testing
import Wire

@Suite struct `Size` {
    private static func result(_ files: [String: Int64], _ target: String = "desktop_pc") throws -> MetricResult {
        try SizeMetric().evaluate(MetricFixture.facts(files: files), MetricContext(sizeTarget: target))
    }

    @Test func `each device has its score, the target decides`() throws {
        let result = try Self.result([
            "model.safetensors": 440_449_768, "pytorch_model.bin": 440_473_133, "tf_model.h5": 536_063_208,
        ])
        #expect(result.values?["raspberry_pi"] == 0.2001)
        #expect(result.values?["jetson_nano"] == 0.4057)
        #expect(result.score == 0.9741)
        #expect(result.values?["aws_server"] == 1)
        #expect(try Self.result(["model.safetensors": 440_449_768], "raspberry_pi").score == 0.2001)
    }

    @Test func `shards add up, formats and quantisations do not`() throws {
        let shards = try Self.result([
            "model-00001-of-00002.safetensors": 5_000_000_000, "model-00002-of-00002.safetensors": 5_000_000_000,
            "pytorch_model.bin": 20_000_000_000,
        ])
        #expect(shards.reason.hasPrefix("safetensors, 2 files, 10000.00 MB"))
        let quantised = try Self.result([
            "a-Q4_K_M.gguf": 5_000_000_000, "a-Q8_0.gguf": 9_000_000_000, "mmproj-F16.gguf": 100,
        ])
        #expect(quantised.reason.hasPrefix("gguf, 1 file, 5000.00 MB"))
    }

    @Test func `a pipeline of several models needs one set of each`() throws {
        let result = try Self.result([
            "model_index.json": 10, "unet/diffusion_pytorch_model.safetensors": 3_000_000_000,
            "unet/diffusion_pytorch_model.fp16.safetensors": 1_500_000_000,
            "vae/diffusion_pytorch_model.safetensors": 300_000_000,
        ])
        #expect(result.reason.hasPrefix("safetensors, 2 files, 3300.00 MB"))
    }

    @Test func `without weights or with an unknown device nothing can be said`() async throws {
        #expect(try Self.result(["config.json": 10]).status == .unknown)
        #expect(throws: (any Error).self) { try Self.result(["model.safetensors": 10], "toaster") }
    }
}

@Suite struct `Tree score` {
    private static func parent(_ name: String, _ score: Captured<Double>) -> ParentFact {
        ParentFact(name: name, relation: "finetune", info: .absent, card: .absent, netScore: score)
    }

    @Test func `it is the mean of the parents that were assessed`() throws {
        let facts = MetricFixture.facts(parents: [Self.parent("a/a", .known(0.9)), Self.parent("b/b", .known(0.4))])
        #expect(try TreeScoreMetric().evaluate(facts, MetricContext()).score == 0.65)
    }

    @Test func `no parents is not applicable, unrated ones are unknown, itself is no parent`() throws {
        let none = try TreeScoreMetric().evaluate(MetricFixture.facts(), MetricContext())
        let unrated = try TreeScoreMetric().evaluate(
            MetricFixture.facts(parents: [Self.parent("a/a", .absent)]), MetricContext())
        let own = try TreeScoreMetric().evaluate(
            MetricFixture.facts(parents: [Self.parent("acme/Anvil", .known(1))]), MetricContext())
        #expect(none.status == .notApplicable)
        #expect(unrated.status == .unknown)
        #expect(own.status == .notApplicable)
    }
}
