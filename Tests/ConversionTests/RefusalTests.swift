import Domain
import Testing

@testable import Conversion

/// What cannot be converted is refused before a byte is written, and says why.
struct RefusalTests {
    struct Fault: Sendable, CustomTestStringConvertible {
        let says: String
        let make: @Sendable (inout TinyModel) -> Void

        init(_ says: String, _ make: @escaping @Sendable (inout TinyModel) -> Void) {
            self.says = says
            self.make = make
        }

        var testDescription: String { says }
    }

    static let faults = [
        Fault("MambaForCausalLM") { $0.config["architectures"] = "[\"MambaForCausalLM\"]" },
        Fault("names none") { $0.config["architectures"] = "[]" },
        Fault("quantised already (gptq)") { $0.config["quantization_config"] = "{\"quant_method\": \"gptq\"}" },
        Fault("hidden_size") { $0.config["hidden_size"] = "-1" },
        Fault("hidden_size") { $0.config["hidden_size"] = "1e300" },
        Fault("num_hidden_layers") { $0.config["num_hidden_layers"] = "16777216" },
        Fault("num_hidden_layers") { $0.config["num_hidden_layers"] = "99999999999" },
        Fault("does not divide") { $0.config["num_attention_heads"] = "5" },
        Fault("does not divide") { $0.config["num_key_value_heads"] = "3" },
        Fault("mixture") { $0.config["num_local_experts"] = "8" },
        Fault("rope_scaling") { $0.config["rope_scaling"] = "{\"rope_type\": \"longrope\"}" },
        Fault("lack the tensor `model.norm.weight`") { $0.tensors.removeAll { $0.name == "model.norm.weight" } },
        Fault("lack the tensor `model.layers.2.") { $0.config["num_hidden_layers"] = "3" },
        Fault("has no place") {
            $0.tensors.append(.init(name: "model.extra.weight", shape: [1], bytes: [0, 0, 0, 0]))
        },
        Fault("makes it [8, 64]") { $0.change("model.embed_tokens.weight") { $0.shape = [64, 8] } },
        Fault("is I32") { $0.change("model.norm.weight") { $0.type = "I32" } },
        Fault("has none of the kind `Unigram`") { $0.tokenizer = "{\"model\": {\"type\": \"Unigram\"}}" },
        Fault("cannot be used") { $0.tokenizer = "{" },
        Fault("merges") {
            $0.tokenizer = $0.tokenizer.replacing("[\"a b\", \"b c\"]", with: "[]")
        },
        Fault("not known to llama.cpp") { $0.tokenizer = $0.tokenizer.replacing("ByteLevel", with: "Metaspace") },
        Fault("makes it [7, 64]") { $0.config["vocab_size"] = "7" },
        Fault("are not kept") {
            $0.more["model.safetensors.index.json"] = "{\"weight_map\": {\"a\": \"gone.safetensors\"}}"
        },
        Fault("in a file and not in the index") {
            $0.more["model.safetensors.index.json"] = "{\"weight_map\": {\"model.norm.weight\": \"model.safetensors\"}}"
        },
        Fault("weight_map") { $0.more["model.safetensors.index.json"] = "{}" },
        Fault("stands in two files") { model in
            let one = TinyModel.Tensor(name: "model.norm.weight", shape: [64], bytes: [UInt8](repeating: 0, count: 256))
            model.more["model-2.safetensors"] = String(decoding: TinyModel.safetensors([one]), as: UTF8.self)
        },
    ]

    @Test(arguments: faults)
    func `a model that cannot be converted says why`(fault: Fault) async throws {
        try await ConversionHome.with { home in
            var model = TinyModel.llama()
            fault.make(&model)
            let version = try await home.keep(model)
            do {
                _ = try await home.plan(version)
                Issue.record("it was planned")
            } catch let error as ConversionError {
                #expect(error.problem.message.contains(fault.says), "\(error.problem.message)")
            }
        }
    }

    @Test(arguments: ["config.json", "tokenizer.json", "model.safetensors"])
    func `a model without a file it needs says which`(file: String) async throws {
        try await ConversionHome.with { home in
            let version = try await home.keep(.llama(), without: [file])
            await #expect(throws: ConversionError.self) { try await home.plan(version) }
        }
    }
}
