extension Links {
    /// The code repositories of a card, the likeliest to be the model's own first.
    static func code(_ reading: Reading, _ addresses: CardAddresses) -> [String] {
        var best: [String: (place: CodePlace, rank: Int, position: Int)] = [:]
        for (position, address) in addresses.all.enumerated() {
            guard let place = CodePlace(address.url) else { continue }
            let rank = rank(of: place, address, model: reading.facts.model)
            guard rank > 0 else { continue }
            let key = place.url.lowercased()
            if let known = best[key] {
                best[key] = (known.place, max(known.rank, rank), known.position)
            } else {
                best[key] = (place, rank, position)
            }
        }
        let ordered = best.values.sorted { ($1.rank, $0.position) < ($0.rank, $1.position) }
        return ordered.prefix(maximumCode).map(\.place.url)
    }

    /// How likely a linked repository holds the model's own code; 0 or less for a library that is only used.
    private static func rank(of place: CodePlace, _ address: CardAddress, model: String) -> Int {
        var rank = 10
        if address.isLabelled { rank += 40 }
        if address.isInstallation { rank -= 5 }
        if address.isListed { rank -= 10 }
        let names = model.split(separator: "/").map { LoweredText($0) }
        let owner = names.count > 1 ? LoweredText(place.owner).tokens.first : nil
        if let owner, owner.utf8.count > 2, names[0].contains(owner) { rank += 25 }
        let words = Set(LoweredText(place.name).tokens.filter { $0.utf8.count > 2 })
        if let name = names.last, !words.isDisjoint(with: name.tokens) { rank += 20 }
        if CodePlace.libraries.contains("\(place.owner)/\(place.name)".lowercased()) {
            // The library's own models link it as their repository; all others only name what runs them.
            rank -= address.isLabelled ? 30 : 60
        }
        return rank
    }
}

/// A repository on a code host.
struct CodePlace: Hashable {
    let host: String
    /// Everything before the name: `org`, or `group/subgroup` on GitLab.
    let owner: String
    let name: String

    var url: String { "https://\(host)/\(owner)/\(name)" }

    init?(_ address: WebAddress) {
        var host = address.host
        var path = address.path
        if host == "raw.githubusercontent.com" || host == "api.github.com" {
            if host == "api.github.com", path.first == "repos" { path.removeFirst() }
            host = "github.com"
        }
        guard Self.hosts.contains(host) || host.hasPrefix("gitlab.") else { return nil }
        if host.hasPrefix("gitlab.") {
            path = Array(path.prefix { $0 != "-" && $0 != "blob" && $0 != "tree" }.prefix(6))
        } else {
            path = Array(path.prefix(2))
        }
        guard path.count >= 2, let last = path.popLast() else { return nil }
        let name = last.hasSuffix(".git") ? String(last.dropLast(4)) : last
        guard ([name] + path).allSatisfy(Self.isPart), !Self.reserved.contains(path[0].lowercased()) else { return nil }
        self.host = host
        owner = path.joined(separator: "/")
        self.name = name
    }

    private static func isPart(_ part: String) -> Bool {
        let bytes = part.utf8
        return (1...100).contains(bytes.count) && part != "." && part != ".."
            && bytes.allSatisfy { $0 < 128 && (LoweredText.isWord($0) || "._-~".utf8.contains($0)) }
    }

    private static let hosts: Set<String> = [
        "github.com", "gitlab.com", "bitbucket.org", "codeberg.org", "gitee.com", "git.sr.ht", "gitea.com",
    ]

    /// Pages of the hosts that look like owners.
    private static let reserved: Set<String> = [
        "features", "topics", "orgs", "sponsors", "marketplace", "apps", "settings", "user-attachments", "about",
        "search",
        "users", "explore", "login", "site", "security", "enterprise", "collections", "trending", "explore",
    ]

    /// Libraries that cards name because they run or train with them.
    static let libraries: Set<String> = [
        "huggingface/transformers", "huggingface/diffusers", "huggingface/datasets", "huggingface/tokenizers",
        "huggingface/huggingface_hub", "huggingface/peft", "huggingface/trl", "huggingface/accelerate",
        "huggingface/optimum", "huggingface/text-generation-inference", "huggingface/text-embeddings-inference",
        "huggingface/safetensors", "huggingface/candle", "huggingface/setfit", "huggingface/evaluate",
        "huggingface/transformers.js", "huggingface/hub-docs", "huggingface/blog", "huggingface/alignment-handbook",
        "xenova/transformers.js", "ukplab/sentence-transformers", "ggerganov/llama.cpp", "ggml-org/llama.cpp",
        "ggerganov/ggml", "vllm-project/vllm", "sgl-project/sglang", "ollama/ollama", "abetlen/llama-cpp-python",
        "unslothai/unsloth", "axolotl-ai-cloud/axolotl", "openaccess-ai-collective/axolotl", "hiyouga/llama-factory",
        "arcee-ai/mergekit", "cg123/mergekit", "oobabooga/text-generation-webui", "pytorch/pytorch",
        "tensorflow/tensorflow", "keras-team/keras", "google/jax", "jax-ml/jax", "google/flax", "nvidia/apex",
        "microsoft/deepspeed", "deepspeedai/deepspeed", "dao-ailab/flash-attention", "timdettmers/bitsandbytes",
        "bitsandbytes-foundation/bitsandbytes", "panqiwei/autogptq", "autogptq/autogptq", "casper-hansen/autoawq",
        "turboderp/exllama", "turboderp/exllamav2", "lostruins/koboldcpp", "mlc-ai/mlc-llm", "ml-explore/mlx",
        "ml-explore/mlx-examples", "ml-explore/mlx-lm", "rwightman/pytorch-image-models",
        "eleutherai/lm-evaluation-harness", "embeddings-benchmark/mteb", "tatsu-lab/alpaca_eval", "lm-sys/fastchat",
        "scikit-learn/scikit-learn", "google/sentencepiece", "openai/tiktoken", "mlco2/impact",
    ]
}
