import Scoring

/// How text is cut before pairs are merged, by the name llama.cpp has for it.
///
/// llama.cpp's own converter goes by a hash of some tokens, which only the published vocabularies have. What decides is the rule
/// itself, so this goes by what `tokenizer.json` says of it: what is known word by word has a name, everything else is refused.
enum PreTokenizer {
    private static let contractions = "(?i:'s|'t|'re|'ve|'m|'ll|'d)|"
    private static let words = #"[^\r\n\p{L}\p{N}]?\p{L}+|"#
    private static let rest = #"| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+"#
    private static let llama3 = contractions + words + #"\p{N}{1,3}"# + rest
    private static let qwen2 = contractions + words + #"\p{N}"# + rest
    private static let tekken =
        #"[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]*[\p{Ll}\p{Lm}\p{Lo}\p{M}]+|"#
        + #"[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]+[\p{Ll}\p{Lm}\p{Lo}\p{M}]*|\p{N}|"#
        + #" ?[^\s\p{L}\p{N}]+[\r\n/]*|\s*[\r\n]+|\s+(?!\S)|\s+"#

    /// One step, as far as it matters.
    private enum Step: Hashable {
        /// Cuts where a pattern matches.
        case split(String)
        case digits
        /// Writes bytes as letters, and cuts by GPT-2's own pattern before.
        case bytes(cuts: Bool)
    }

    /// - Parameters:
    ///   - tokenizer: the whole of `tokenizer.json`.
    ///   - settings: `tokenizer_config.json`.
    static func name(_ tokenizer: JSONTree, settings: JSONTree?) throws(ConversionError) -> String {
        let model = tokenizer["model"]
        for key in ["continuing_subword_prefix", "end_of_word_suffix"] where model?[key]?.isSomething == true {
            throw .preTokenizer("its pieces have a `\(key)`")
        }
        if let normalizer = tokenizer["normalizer"], !normalizer.isNull, normalizer["type"]?.string != "NFC" {
            throw .preTokenizer("it changes text by `\(normalizer["type"]?.string?.oneLine(limit: 40) ?? "?")`")
        }
        guard tokenizer["post_processor"]?["type"]?.string != "RobertaProcessing" else {
            throw .preTokenizer("it frames text as RoBERTa does")
        }
        let steps = try steps(tokenizer["pre_tokenizer"])
        let ignoresMerges = model?["ignore_merges"]?.bool == true
        switch (steps, ignoresMerges) {
        case ([.bytes(cuts: true)], false): return "gpt-2"
        case ([.digits, .bytes(cuts: true)], false):
            return settings?["clean_up_tokenization_spaces"]?.bool == false ? "smollm" : "starcoder"
        case ([.split(llama3), .bytes(cuts: false)], true): return "llama-bpe"
        case ([.split(llama3), .bytes(cuts: false)], false): return "dbrx"
        case ([.split(qwen2), .bytes(cuts: false)], false): return "qwen2"
        case ([.split(tekken), .bytes(cuts: false)], true): return "tekken"
        default: throw .preTokenizer(described(steps, ignoresMerges))
        }
    }

    private static func steps(_ tree: JSONTree?) throws(ConversionError) -> [Step] {
        guard let tree, !tree.isNull else { throw .preTokenizer("`tokenizer.json` names no `pre_tokenizer`") }
        let parts = tree["type"]?.string == "Sequence" ? tree["pretokenizers"]?.list ?? [] : [tree]
        var steps: [Step] = []
        for part in parts { steps.append(try step(part)) }
        return steps
    }

    private static func step(_ tree: JSONTree) throws(ConversionError) -> Step {
        let kind = tree["type"]?.string ?? ""
        switch kind {
        case "ByteLevel" where tree["add_prefix_space"]?.bool != true:
            return .bytes(cuts: tree["use_regex"]?.bool ?? true)
        case "Digits" where tree["individual_digits"]?.bool == true: return .digits
        case "Split" where tree["behavior"]?.string == "Isolated" && tree["invert"]?.bool != true:
            guard let pattern = tree["pattern"]?["Regex"]?.string else { break }
            return .split(pattern)
        default: break
        }
        throw .preTokenizer("a step of the kind `\(kind.oneLine(limit: 40))`")
    }

    private static func described(_ steps: [Step], _ ignoresMerges: Bool) -> String {
        let names = steps.map { step in
            switch step {
            case .split(let pattern): "cutting by `\(pattern.oneLine(limit: 120))`"
            case .digits: "single digits"
            case .bytes(let cuts): cuts ? "bytes as GPT-2 cuts them" : "bytes"
            }
        }
        return names.joined(separator: ", then ") + (ignoresMerges ? ", without regard to merges" : "")
    }
}
