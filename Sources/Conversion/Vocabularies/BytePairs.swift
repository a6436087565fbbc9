/// Pairs of bytes that are merged in an order, as GPT-2 does: `tokenizer.json` with a `BPE`.
struct BytePairs: VocabularyKind {
    func read(_ files: TokenizerFiles, _ config: ModelConfig) throws -> Vocabulary? {
        guard let tokenizer = files.tokenizer, let model = tokenizer["model"],
            model["type"]?.string ?? "BPE" == "BPE"
        else { return nil }
        let pre = try PreTokenizer.name(tokenizer, settings: files.settings)
        let listed = try ListedTokens(files, config)
        let merges = try Self.merges(model)
        return Vocabulary(model: "gpt2", pre: pre, tokens: listed.tokens, kinds: listed.kinds, merges: merges)
    }

    /// `left right`, whichever of both ways the file has to write it.
    private static func merges(_ model: JSONTree) throws -> [[UInt8]] {
        guard let list = model["merges"]?.list, !list.isEmpty else {
            throw ConversionError.vocabulary("`tokenizer.json` has no merges")
        }
        return try list.map { entry in
            if let text = entry.bytes { return text }
            guard let pair = entry.list?.compactMap(\.bytes), pair.count == 2 else {
                throw ConversionError.malformed(file: "tokenizer.json", "a merge is no pair")
            }
            // A blank stands between the two, so one inside is written as the letter that bytes of blanks have.
            let parts = pair.map { part in part.flatMap { $0 == 0x20 ? [0xC4, 0xA0] : [$0] } }
            return parts[0] + [0x20] + parts[1]
        }
    }
}
