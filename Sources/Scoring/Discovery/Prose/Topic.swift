/// What a section is about, told by the words of its heading.
enum Topic: CaseIterable, Sendable {
    case description, uses, limitations, training, evaluation
    /// Of a data set's card.
    case provenance, sensitivity, citation, installation

    static func topics(of title: String) -> Set<Topic> {
        let lowered = LoweredText(title)
        let tokens = lowered.tokens
        guard !tokens.isEmpty, tokens.count <= 20 else { return [] }
        var found: Set<Topic> = []
        for topic in allCases {
            let isMeant =
                tokens.contains { token in topic.stems.contains { token.hasPrefix($0) } }
                || topic.phrases.contains { lowered.contains($0) }
            if isMeant { found.insert(topic) }
        }
        return found
    }

    /// Beginnings of words.
    private var stems: [String] {
        switch self {
        case .description:
            [
                "description", "descripción", "descrição", "beschreibung", "overview", "introduction", "summary",
                "detail", "about", "abstract", "architecture", "presentation", "présentation", "highlight",
            ]
        case .uses:
            [
                "use", "usage", "using", "intended", "application", "quickstart", "quick", "start", "inference",
                "running", "run", "deploy", "utilisation", "uso", "nutzung", "verwendung", "example",
            ]
        case .limitations:
            [
                "limit", "bias", "risk", "ethic", "safety", "caveat", "scope", "responsib", "harm", "implication",
                "disclaimer", "warning", "fairness", "consideration", "misuse", "sesgo", "weakness",
            ]
        case .training:
            [
                "train", "pretrain", "finetun", "tuning", "hyperparam", "dataset", "data", "corpus", "corpora",
                "preprocess", "recipe", "entrenamiento", "entraînement", "treinamento",
            ]
        case .evaluation:
            [
                "eval", "result", "performance", "benchmark", "metric", "accurac", "score", "leaderboard",
                "comparison", "test", "résultat", "ergebnis",
            ]
        case .provenance:
            [
                "source", "collect", "creation", "curation", "provenance", "origin", "annotation", "acquisition",
                "construct", "generation", "methodology", "preparation",
            ]
        case .sensitivity:
            [
                "limit", "bias", "risk", "ethic", "personal", "sensitive", "pii", "privacy", "consideration", "harm",
                "impact", "caveat", "disclaimer",
            ]
        case .citation: ["citation", "cite", "citing", "bibtex", "reference", "paper", "publication"]
        case .installation:
            ["install", "setup", "requirement", "getting", "start", "quickstart", "usage", "use", "using"]
        }
    }

    /// Of languages written without spaces.
    private var phrases: [String] {
        switch self {
        case .description: ["介绍", "简介", "概要", "説明", "소개"]
        case .uses: ["使用", "使い方", "用法", "快速开始", "推理", "사용"]
        case .limitations: ["局限", "限制", "声明", "制限", "한계", "known issue"]
        case .training: ["训练", "学習", "数据", "微调", "학습"]
        case .evaluation: ["评测", "评估", "性能", "評価", "结果", "평가"]
        case .provenance, .sensitivity, .citation, .installation: []
        }
    }
}
