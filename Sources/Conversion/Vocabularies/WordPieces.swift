import Scoring

/// Words and their continuations, as BERT has them: `tokenizer.json` with a `WordPiece`.
struct WordPieces: VocabularyKind {
    func read(_ files: TokenizerFiles, _ config: ModelConfig) throws -> Vocabulary? {
        guard let tokenizer = files.tokenizer, let model = tokenizer["model"] else { return nil }
        guard model["type"]?.string ?? "WordPiece" == "WordPiece" else { return nil }
        guard model["continuing_subword_prefix"]?.string ?? "##" == "##" else {
            throw ConversionError.preTokenizer("continuations do not begin with `##`")
        }
        for (key, wanted) in [("normalizer", "BertNormalizer"), ("pre_tokenizer", "BertPreTokenizer")] {
            let kind = tokenizer[key]?["type"]?.string ?? "none"
            guard kind == wanted else {
                throw ConversionError.preTokenizer("its `\(key)` is `\(kind.oneLine(limit: 40))`, not BERT's")
            }
        }
        let listed = try ListedTokens(files, config)
        let tokens = zip(listed.tokens, listed.kinds).map { token, kind in
            kind == .control ? token : Self.phantom(token)
        }
        // llama.cpp goes by the kind of the vocabulary here; the name is what its own converter writes for uncased ones.
        let isLower = tokenizer["normalizer"]?["lowercase"]?.bool == true
        return Vocabulary(
            model: "bert", pre: isLower ? "jina-v2-en" : "default", tokens: tokens, kinds: listed.kinds)
    }

    /// Where a word begins is marked, and not where it goes on.
    private static func phantom(_ token: [UInt8]) -> [UInt8] {
        token.starts(with: "##".utf8) ? Array(token.dropFirst(2)) : [0xE2, 0x96, 0x81] + token
    }
}
