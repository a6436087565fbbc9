/// The examples of a card that show how the model is loaded or run.
struct Snippets {
    /// Blocks that load or run a model, in the order of the card.
    let runnable: [Prose.Block]
    /// Whether there are only installation and imports, in separate blocks.
    let isPieced: Bool

    init(_ prose: Prose) {
        let shown = prose.blocks.filter { !Self.outputs.contains($0.language) }
        runnable = shown.filter { LoweredText($0.text).containsAny(Self.calls) }
        let installs = shown.contains {
            LoweredText($0.text).containsAny(["pip install", "npm install", "conda install"])
        }
        let imports = shown.contains { block in
            let text = LoweredText("\n\(block.text)")
            return text.containsAny(["\nimport ", "\nfrom ", "\n>>> import ", "\n>>> from "])
        }
        isPieced = runnable.isEmpty && installs && imports
    }

    var exist: Bool { !runnable.isEmpty || isPieced }

    /// Languages of what is printed or cited, not run.
    private static let outputs: Set<String> = [
        "bibtex", "bib", "latex", "tex", "yaml", "yml", "diff", "csv", "text/html",
    ]

    /// What loads or runs a model, in lower case.
    private static let calls = [
        "from_pretrained(", "pipeline(", "snapshot_download", "hf_hub_download", "diffusers", "llama.cpp", "llama-cli",
        "llama-server", "llama_cpp", "vllm", "sglang", "ollama run", "ollama pull", "sentencetransformer(",
        "crossencoder(", "huggingface-cli download", "hf download", "torch.hub.load(", "create_model(", "spacy.load(",
        "load_from_hub(", "from_checkpoint(", "load_from_checkpoint(", "mlx_lm", "mlx_vlm", "from_preset(",
        "load_learner(", "from_hparams(", "sequencetagger.load(", "textclassifier.load(", "gpt4all(", "yolo(",
        "create_model_and_transforms(", "fasttext.load_model(", "load_model(", "inferencesession(", "joblib.load(",
        "load_file(", "torch.load(", "keras.models.load", "load_checkpoint(", "from_pretrained_keras(", "setfitmodel",
        "inferenceclient(", "chat.completions.create(", "restore_from(", "./main -m", "llamafile", "ctransformers",
        "tfhub", "hub.load(", "restore(", "stanza.pipeline", "infer(", "automodel", "text-generation-inference",
    ]
}
