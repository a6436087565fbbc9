import Hub
import Testing

@Suite struct `Quantisation labels` {
    @Test(arguments: [
        ("Llama-3.1-8B-Instruct-Q4_K_M.gguf", "Q4_K_M"),
        ("llama-2-7b-chat.Q2_K.gguf", "Q2_K"),
        ("ggml-model-q4_0.gguf", "Q4_0"),
        ("phi-2_Q5_K_S.gguf", "Q5_K_S"),
        ("Q4_K_M/x-Q4_K_M-00001-of-00002.gguf", "Q4_K_M"),
        ("BF16/model-00001-of-00002.gguf", "BF16"),
        ("UD-IQ2_XXS/model.gguf", "UD-IQ2_XXS"),
        ("DeepSeek-R1-UD-Q2_K_XL-00001-of-00005.gguf", "UD-Q2_K_XL"),
        ("gpt-oss-20b-mxfp4.gguf", "MXFP4"),
        ("gpt-oss-20b-MXFP4_MOE.gguf", "MXFP4_MOE"),
        ("model-NVFP4.gguf", "NVFP4"),
        ("gemma-2-9b-it-Q8_0_L.gguf", "Q8_0_L"),
        ("Meta-Llama-3-8B-Q3_K_XL.gguf", "Q3_K_XL"),
        ("x.i1-IQ3_XXS.gguf", "IQ3_XXS"),
        ("x-IQ4_NL.gguf", "IQ4_NL"),
        ("x-IQ4_XS.gguf", "IQ4_XS"),
        ("x-TQ1_0.gguf", "TQ1_0"),
        ("x-Q4_0_4_8.gguf", "Q4_0_4_8"),
        ("x-Q4_1_SOME_F16.gguf", "Q4_1_SOME_F16"),
        ("x-Q6_K_L.gguf", "Q6_K_L"),
        ("x-Q8_K_XL.gguf", "Q8_K_XL"),
        ("mmproj-model-f16.gguf", "F16"),
        ("x-fp16.gguf", "F16"),
        ("x-F32.gguf", "F32"),
        ("bf16.gguf", "BF16"),
        ("F16-to-Q8_0.gguf", "Q8_0"),
        ("x-Q4_K_M-v2.gguf", "Q4_K_M"),
        ("x-Q4_K_M_v2.gguf", "Q4_K_M"),
        ("x-Q4_K_M_imat.gguf", "Q4_K_M_IMAT"),
        ("x-Q4_K.gguf", "Q4_K"),
        ("模型-Q4_K_M.gguf", "Q4_K_M"),
    ])
    func `are read from names as people write them`(path: String, label: String) {
        #expect(QuantisationLabel(of: path)?.text == label)
    }

    @Test(arguments: [
        "model.gguf", "Qwen2-0_5B.gguf", "q4.gguf", "MF16X.gguf", "XQ4_K_M.gguf", "Q0_K.gguf", "Q4_.gguf",
        "a/b/Q4_0/c/d.gguf", "",
    ])
    func `are not invented`(path: String) {
        #expect(QuantisationLabel(of: path) == nil)
    }
}
