/// The files of a tokenizer, read once.
struct TokenizerFiles: Sendable {
    /// `tokenizer.json`.
    let tokenizer: JSONTree?
    /// `tokenizer_config.json`.
    let settings: JSONTree?
    /// `tokenizer.model`, of SentencePiece.
    let pieces: [UInt8]?
    let addedTokens: JSONTree?
    /// Beside the settings, for who keeps it in a file of its own.
    let template: [UInt8]?

    static func read(_ files: SourceFiles) async throws -> TokenizerFiles {
        let limit = ConversionLimits.vocabularyFile
        var template = try await files.bytes("chat_template.jinja")
        if template == nil { template = try await files.tree("chat_template.json")?["chat_template"]?.bytes }
        return TokenizerFiles(
            tokenizer: try await files.tree("tokenizer.json", limit: limit),
            settings: try await files.tree("tokenizer_config.json", limit: limit),
            pieces: try await files.bytes("tokenizer.model", limit: limit),
            addedTokens: try await files.tree("added_tokens.json"), template: template)
    }

    /// Tokens that were added to a vocabulary.
    struct Added: Sendable {
        let text: [UInt8]
        var isSpecial: Bool
    }

    /// Added tokens by their numbers, of both files; those the settings name for a purpose are special.
    func added() throws(ConversionError) -> [Int: Added] {
        var found: [Int: Added] = [:]
        for entry in tokenizer?["added_tokens"]?.list ?? [] {
            guard let id = entry["id"]?.integer, let text = entry["content"]?.bytes else { continue }
            found[try Self.number(id)] = Added(text: text, isSpecial: entry["special"]?.bool == true)
        }
        for member in settings?["added_tokens_decoder"]?.members ?? [] {
            guard let id = Int64(String(decoding: member.key, as: UTF8.self)),
                let text = member.value["content"]?.bytes
            else { continue }
            let isSpecial = member.value["special"]?.bool == true
            let before = found[try Self.number(id)]
            found[Int(id)] = Added(text: before?.text ?? text, isSpecial: isSpecial || before?.isSpecial == true)
        }
        let named = self.named
        for (id, token) in found where named.contains(token.text) { found[id]?.isSpecial = true }
        return found
    }

    private static func number(_ id: Int64) throws(ConversionError) -> Int {
        guard (0..<Int64(ConversionLimits.tokens)).contains(id) else {
            throw .vocabulary("a token has the number \(id)")
        }
        return Int(id)
    }

    /// The tokens that the settings name for a purpose.
    var named: Set<[UInt8]> {
        let purposes = ["bos", "eos", "unk", "sep", "pad", "cls", "mask"]
        let single = purposes.compactMap { settings?["\($0)_token"].flatMap(Self.content) }
        let many = ["additional_special_tokens", "extra_special_tokens"].flatMap { settings?[$0]?.list ?? [] }
        return Set(single + many.compactMap(Self.content))
    }

    /// A token written as a text, or as an object that has one.
    static func content(_ tree: JSONTree) -> [UInt8]? { tree.bytes ?? tree["content"]?.bytes }

    /// Whether a token that is not said to be special must be one all the same: it looks like nothing a person writes.
    static func looksSpecial(_ text: [UInt8]) -> Bool {
        func isBetween(_ start: String, _ end: String) -> Bool {
            text.starts(with: start.utf8) && text.reversed().starts(with: end.utf8.reversed())
        }
        return ["<pad>", "<mask>", "<2mass>", "[@BOS@]"].contains { text.elementsEqual($0.utf8) }
            || isBetween("<|", "|>") || isBetween("<｜", "｜>") || isBetween("<unused", ">")
    }
}
