/// Names under which the quality of models is measured.
enum KnownMeasures {
    /// Whether a text names a measure or a benchmark as a word of its own.
    static func named(in text: LoweredText) -> Bool {
        benchmark(in: text) != nil || measures.contains { text.hasWord($0) }
    }

    static func benchmark(in text: LoweredText) -> String? { benchmarks.first { text.hasWord($0) } }

    /// Whether a value cannot be one of this measure: a share above all or below none.
    static func isImpossible(_ value: Double, of measure: String) -> Bool {
        guard value.isFinite else { return true }
        let name = LoweredText(measure)
        guard shares.contains(where: { name.hasWord($0) }) else { return false }
        return value < 0 || value > 100
    }

    /// Between 0 and 1, or 0 and 100.
    private static let shares = [
        "accuracy", "acc", "f1", "precision", "recall", "auc", "auroc", "roc_auc", "exact_match", "bleu", "rouge",
        "rouge1",
        "rouge2", "rougel", "map", "iou", "miou", "ndcg", "mrr", "pass@1", "top1", "em",
    ]

    private static let measures =
        shares + [
            "rougelsum", "meteor", "wer", "cer", "per", "perplexity", "ppl", "exact match", "mean iou", "mse", "rmse",
            "mae",
            "r2", "loss", "spearman", "pearson", "mcc", "matthews", "fid", "clip score", "elo", "psnr", "ssim", "eer",
            "der",
            "dice", "top-1", "top-5", "win rate", "bertscore", "chrf", "comet", "sari", "pass@k", "pass@10",
            "bits per byte",
            "score", "average", "avg", "cosine", "si-sdr", "sdr", "mos", "error rate", "mean_reward", "mean reward",
        ]

    static let benchmarks = [
        "glue", "superglue", "mnli", "qqp", "qnli", "sst-2", "sst2", "cola", "sts-b", "stsb", "mrpc", "rte", "wnli",
        "squad",
        "mmlu", "mmlu-pro", "hellaswag", "arc", "arc-c", "arc-e", "arc-challenge", "winogrande", "truthfulqa", "gsm8k",
        "gsm-8k", "humaneval", "mbpp", "bbh", "math", "mteb", "beir", "imagenet", "imagenet-1k", "coco", "librispeech",
        "common voice", "common_voice", "cifar-10", "cifar10", "xnli", "boolq", "piqa", "siqa", "openbookqa",
        "triviaqa",
        "naturalquestions", "natural questions", "agieval", "ceval", "c-eval", "cmmlu", "gpqa", "ifeval", "mt-bench",
        "alpacaeval", "drop", "race", "lambada", "wikitext", "conll", "conll03", "wmt", "wmt14", "flores", "fleurs",
        "voxceleb", "lfw", "ade20k", "cityscapes", "vqa", "vqav2", "textvqa", "docvqa", "mmmu", "mmbench", "msmarco",
        "ms marco", "livecodebench", "swe-bench", "aime", "multipl-e", "iemocap", "superb", "timit", "imdb", "snli",
    ]
}
