/// The tokens that `tokenizer.json` lists with their numbers, and those added to them.
struct ListedTokens: Sendable {
    let tokens: [[UInt8]]
    let kinds: [Vocabulary.Kind]

    init(_ files: TokenizerFiles, _ config: ModelConfig) throws(ConversionError) {
        guard let listed = files.tokenizer?["model"]?["vocab"]?.members else {
            throw .malformed(file: "tokenizer.json", "it lists no tokens")
        }
        let added = try files.added()
        let highest = listed.compactMap { $0.value.integer }.max() ?? -1
        let last = max(highest, Int64(added.keys.max() ?? -1))
        let count = try Vocabulary.count(config, or: Int(clamping: last) + 1)
        guard last < count else {
            throw .vocabulary("a token has the number \(last), and `vocab_size` is \(count)")
        }
        var tokens = Vocabulary.placeholders(count)
        var kinds = [Vocabulary.Kind](repeating: .unused, count: count)
        for member in listed {
            guard let id = member.value.integer, id >= 0 else { throw .vocabulary("a token has no number") }
            (tokens[Int(id)], kinds[Int(id)]) = (member.key, .normal)
        }
        for (id, token) in added {
            if token.isSpecial || TokenizerFiles.looksSpecial(token.text) {
                (tokens[id], kinds[id]) = (token.text, .control)
            } else {
                (tokens[id], kinds[id]) = (token.text.replacingBars, .userDefined)
            }
        }
        self.tokens = tokens
        self.kinds = kinds
    }
}

extension [UInt8] {
    /// With blanks where SentencePiece writes `▁`.
    var replacingBars: [UInt8] {
        var text: [UInt8] = []
        var index = 0
        while index < count {
            if self[index...].starts(with: [0xE2, 0x96, 0x81]) {
                text.append(0x20)
                index += 3
            } else {
                text.append(self[index])
                index += 1
            }
        }
        return text
    }
}
