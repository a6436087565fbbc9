import Testing

@testable import Conversion

/// Which vocabulary a tokenizer is, and by which rule it cuts.
struct VocabularyTests {
    private static func tree(_ text: String) throws -> JSONTree { try JSONTreeParser.parse(Array(text.utf8)) }

    private func files(_ tokenizer: String?, settings: String? = nil, pieces: [UInt8]? = nil) throws -> TokenizerFiles {
        TokenizerFiles(
            tokenizer: try tokenizer.map(Self.tree), settings: try settings.map(Self.tree), pieces: pieces,
            addedTokens: nil, template: nil)
    }

    private static let bytes = #"{"type": "ByteLevel", "add_prefix_space": false, "use_regex": true}"#
    private static let plain = #"{"type": "ByteLevel", "add_prefix_space": false, "use_regex": false}"#
    private static let qwen =
        #"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|\\p{N}| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+"#

    private static func cutting(by pattern: String) -> String {
        #"{"type": "Sequence", "pretokenizers": [{"type": "Split", "pattern": {"Regex": ""# + pattern
            + #""}, "behavior": "Isolated", "invert": false}, "# + plain + "]}"
    }

    private static let digits =
        #"{"type": "Sequence", "pretokenizers": [{"type": "Digits", "individual_digits": true}, "# + bytes + "]}"

    private static let rules: [(String, String, String)] = [
        (bytes, "{}", "gpt-2"),
        (digits, #"{"clean_up_tokenization_spaces": false}"#, "smollm"), (digits, "{}", "starcoder"),
        (cutting(by: qwen), "{}", "qwen2"),
        (cutting(by: qwen.replacing(#"|\\p{N}|"#, with: #"|\\p{N}{1,3}|"#)), "{}", "dbrx"),
    ]

    @Test(arguments: rules)
    func `a rule that is known word by word has a name`(rule: String, settings: String, name: String) throws {
        let tokenizer = try Self.tree(#"{"model": {"type": "BPE"}, "pre_tokenizer": "# + rule + "}")
        #expect(try PreTokenizer.name(tokenizer, settings: try Self.tree(settings)) == name)
    }

    @Test func `llama 3 cuts as others do and merges otherwise`() throws {
        let rule = Self.cutting(by: Self.qwen.replacing(#"|\\p{N}|"#, with: #"|\\p{N}{1,3}|"#))
        let tokenizer = try Self.tree(
            #"{"model": {"type": "BPE", "ignore_merges": true}, "pre_tokenizer": "# + rule + "}")
        #expect(try PreTokenizer.name(tokenizer, settings: nil) == "llama-bpe")
    }

    @Test(arguments: [
        #"{"model": {}, "pre_tokenizer": null}"#,
        #"{"model": {}, "pre_tokenizer": {"type": "Whitespace"}}"#,
        #"{"model": {}, "pre_tokenizer": {"type": "ByteLevel", "add_prefix_space": true}}"#,
        #"{"model": {"ignore_merges": true}, "pre_tokenizer": "# + bytes + "}",
        #"{"model": {"end_of_word_suffix": "</w>"}, "pre_tokenizer": "# + bytes + "}",
        #"{"model": {}, "normalizer": {"type": "Lowercase"}, "pre_tokenizer": "# + bytes + "}",
        #"{"model": {}, "post_processor": {"type": "RobertaProcessing"}, "pre_tokenizer": "# + bytes + "}",
        #"{"model": {}, "pre_tokenizer": "# + cutting(by: "[a-z]+") + "}",
    ])
    func `a rule that is not known is refused, not guessed`(tokenizer: String) throws {
        let tree = try Self.tree(tokenizer)
        #expect(throws: ConversionError.self) { try PreTokenizer.name(tree, settings: nil) }
    }

    @Test func `byte pairs fill gaps, and tell special tokens from a person's`() throws {
        let files = try files(
            #"{"model": {"type": "BPE", "vocab": {"a": 0, "b": 1, "ab": 2}, "merges": [["a", "b"], "b a"]}, "pre_tokenizer": "#
                + Self.bytes
                + #", "added_tokens": [{"id": 3, "content": "<|x|>", "special": false}, {"id": 4, "content": "hi▁you"}]}"#
        )
        let config = ModelConfig(try Self.tree(#"{"vocab_size": 6}"#))
        let vocabulary = try #require(try BytePairs().read(files, config))
        #expect(
            vocabulary.tokens.map { String(decoding: $0, as: UTF8.self) } == [
                "a", "b", "ab", "<|x|>", "hi you", "[PAD5]",
            ])
        #expect(vocabulary.kinds == [.normal, .normal, .normal, .control, .userDefined, .unused])
        #expect(vocabulary.merges.map { String(decoding: $0, as: UTF8.self) } == ["a b", "b a"])
    }

    @Test func `a token beyond the rows of the model is refused`() throws {
        let files = try files(
            #"{"model": {"type": "BPE", "vocab": {"a": 7}, "merges": ["a a"]}, "pre_tokenizer": "# + Self.bytes + "}")
        let config = ModelConfig(try Self.tree(#"{"vocab_size": 6}"#))
        #expect(throws: ConversionError.self) { try BytePairs().read(files, config) }
    }

    @Test func `word pieces mark where words begin`() throws {
        let files = try files(
            ###"{"model": {"type": "WordPiece", "vocab": {"[CLS]": 0, "un": 1, "##do": 2}}, "normalizer": {"type": "BertNormalizer", "lowercase": true}, "pre_tokenizer": {"type": "BertPreTokenizer"}, "added_tokens": [{"id": 0, "content": "[CLS]", "special": true}]}"###
        )
        let vocabulary = try #require(try WordPieces().read(files, ModelConfig(try Self.tree("{}"))))
        #expect(vocabulary.tokens.map { String(decoding: $0, as: UTF8.self) } == ["[CLS]", "▁un", "do"])
        #expect(vocabulary.kinds == [.control, .normal, .normal])
        #expect(vocabulary.pre == "jina-v2-en")
    }

    @Test func `pieces that fall back to bytes are SentencePiece's`() throws {
        let files = try files(
            #"{"model": {"type": "BPE", "byte_fallback": true, "vocab": {"<unk>": 0, "<s>": 1, "<0x0A>": 2, "▁a": 3}}, "decoder": {"type": "Sequence"}, "added_tokens": [{"id": 4, "content": "<turn>"}]}"#,
            settings: #"{"bos_token": {"content": "<s>"}, "unk_token": "<unk>"}"#)
        let vocabulary = try #require(
            try FallbackPieces().read(files, ModelConfig(try Self.tree(#"{"vocab_size": 5}"#))))
        #expect(vocabulary.model == "llama")
        #expect(vocabulary.kinds == [.control, .control, .byte, .normal, .userDefined])
        #expect(try FallbackPieces().read(try self.files(nil), ModelConfig(try Self.tree("{}"))).map(\.model) == nil)
    }

    /// A piece as SentencePiece writes it.
    private func piece(_ text: String, _ score: Float, _ kind: UInt8) -> [UInt8] {
        var inner: [UInt8] = [0x0A, UInt8(text.utf8.count)] + Array(text.utf8) + [0x15]
        inner.append(little: score.bitPattern)
        inner += [0x18, kind]
        return [0x0A, UInt8(inner.count)] + inner
    }

    @Test func `SentencePiece's own file is read, and lies in it are refused`() throws {
        let bytes = piece("<unk>", 0, 2) + piece("<s>", 0, 3) + piece("▁a", -1.5, 1) + [0x12, 0x02, 0x08, 0x01]
        let vocabulary = try #require(
            try SentencePieces().read(
                try files(nil, pieces: bytes), ModelConfig(try Self.tree(#"{"vocab_size": 4}"#))))
        #expect(vocabulary.kinds == [.unknown, .control, .normal, .unused])
        #expect(vocabulary.scores == [0, 0, -1.5, -10_000])
        for end in 1..<bytes.count - 4 {
            _ = try? PieceFile.read(Array(bytes.prefix(end)))  // whatever it says, it must not trap
        }
        #expect(throws: ConversionError.self) { try PieceFile.read([0x0A, 0xFF, 0xFF, 0xFF, 0xFF, 0x0F]) }
        #expect(throws: ConversionError.self) { try PieceFile.read([0x0A] + [UInt8](repeating: 0xFF, count: 20)) }
    }
}
