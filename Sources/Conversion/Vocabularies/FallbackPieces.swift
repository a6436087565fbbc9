/// SentencePiece's pieces in a `tokenizer.json`: pairs, with single bytes where there is none.
struct FallbackPieces: VocabularyKind {
    /// Of every piece: the file has merges and no scores.
    private static let score: Float = -1000

    func read(_ files: TokenizerFiles, _ config: ModelConfig) throws -> Vocabulary? {
        guard let tokenizer = files.tokenizer, let model = tokenizer["model"], model["type"]?.string == "BPE",
            model["byte_fallback"]?.bool == true, tokenizer["decoder"]?["type"]?.string == "Sequence"
        else { return nil }
        guard let listed = model["vocab"]?.members, !listed.isEmpty else {
            throw ConversionError.malformed(file: "tokenizer.json", "it lists no tokens")
        }
        let added = try files.added()
        let count = try Vocabulary.count(config, or: max(listed.count, (added.keys.max() ?? 0) + 1))
        let named = files.named
        var tokens = Vocabulary.placeholders(count)
        var kinds = [Vocabulary.Kind](repeating: .unused, count: count)
        for member in listed {
            guard let id = member.value.integer, (0..<Int64(count)).contains(id) else {
                throw ConversionError.vocabulary("a token has a number beyond `vocab_size`")
            }
            tokens[Int(id)] = member.key
            kinds[Int(id)] = Self.isByte(member.key) ? .byte : named.contains(member.key) ? .control : .normal
        }
        for (id, token) in added where id < count && kinds[id] == .unused {
            (tokens[id], kinds[id]) = (token.text, named.contains(token.text) ? .control : .userDefined)
        }
        return Vocabulary(
            model: "llama", pre: "default", tokens: tokens, kinds: kinds,
            scores: [Float](repeating: Self.score, count: count))
    }

    /// `<0x0A>`.
    private static func isByte(_ token: [UInt8]) -> Bool {
        guard token.count == 6, token.starts(with: "<0x".utf8), token[5] == UInt8(ascii: ">") else { return false }
        return token[3..<5].allSatisfy { byte in
            (48...57).contains(byte) || (65...70).contains(byte) || (97...102).contains(byte)
        }
    }
}
