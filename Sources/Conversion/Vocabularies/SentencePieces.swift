/// SentencePiece's own file, `tokenizer.model`.
struct SentencePieces: VocabularyKind {
    func read(_ files: TokenizerFiles, _ config: ModelConfig) throws -> Vocabulary? {
        guard let bytes = files.pieces else { return nil }
        let pieces = try PieceFile.read(bytes)
        let count = try Vocabulary.count(config, or: pieces.count)
        var tokens = Vocabulary.placeholders(count)
        var scores = [Float](repeating: -10_000, count: count)
        var kinds = [Vocabulary.Kind](repeating: .unused, count: count)
        for (id, piece) in pieces.prefix(count).enumerated() {
            (tokens[id], scores[id], kinds[id]) = (piece.text, piece.score, piece.kind)
        }
        for member in files.addedTokens?.members ?? [] {
            guard let id = member.value.integer, (0..<Int64(count)).contains(id) else { continue }
            (tokens[Int(id)], scores[Int(id)], kinds[Int(id)]) = (member.key, -1000, .userDefined)
        }
        for member in files.settings?["added_tokens_decoder"]?.members ?? [] {
            guard let id = Int(String(decoding: member.key, as: UTF8.self)), (0..<count).contains(id),
                let text = member.value["content"]?.bytes
            else { continue }
            let isSpecial = member.value["special"]?.isSomething == true || TokenizerFiles.looksSpecial(text)
            (tokens[id], scores[id]) = (isSpecial ? text : text.replacingBars, -1000)
            kinds[id] = isSpecial ? .control : .userDefined
        }
        return Vocabulary(model: "llama", pre: "default", tokens: tokens, kinds: kinds, scores: scores)
    }
}
