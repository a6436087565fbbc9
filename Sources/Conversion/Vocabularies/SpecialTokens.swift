/// The tokens that mean something to the engine, whether they are put around texts, and the template of chats.
///
/// The rules are those of `gguf.SpecialVocab`.
struct SpecialTokens: Sendable {
    private var ids: [(purpose: String, id: Int64)] = []
    private(set) var adds: [(purpose: String, isOn: Bool)] = []
    private var purposes = ["bos", "eos", "unk", "sep", "pad", "cls", "mask"]
    /// What the settings name, as changed by what the tokenizer puts around texts.
    private var names: [String: [UInt8]] = [:]
    private let files: TokenizerFiles
    /// Numbers must be below it; nil where nobody checks.
    private let count: Int64?

    init(_ files: TokenizerFiles, _ config: ModelConfig, count: Int?) {
        self.files = files
        self.count = count.map(Int64.init)
        for purpose in purposes {
            names[purpose] = files.settings?["\(purpose)_token"].flatMap(TokenizerFiles.content)
        }
        if files.tokenizer != nil { frame() }
        readSettings()
        for purpose in purposes { set(purpose, config["\(purpose)_token_id"]?.integer) }
    }

    private mutating func set(_ purpose: String, _ id: Int64?) {
        guard let id, id >= 0, id < count ?? Int64(UInt32.max), !ids.contains(where: { $0.purpose == purpose }) else {
            return
        }
        ids.append((purpose, id))
    }

    mutating func add(_ purpose: String, _ isOn: Bool) {
        if let index = adds.firstIndex(where: { $0.purpose == purpose }) {
            adds[index].isOn = isOn
        } else {
            adds.append((purpose, isOn))
        }
    }

    private func adds(_ purpose: String) -> Bool { adds.contains { $0.purpose == purpose } }

    private mutating func readSettings() {
        guard let settings = files.settings else { return }
        let added = files.tokenizer?["added_tokens"]?.list ?? []
        for purpose in purposes {
            if let isOn = settings["add_\(purpose)_token"]?.bool, !adds(purpose) { add(purpose, isOn) }
            guard let name = names[purpose] else { continue }
            set(purpose, added.first { $0["content"]?.bytes == name }?["id"]?.integer)
        }
    }

    /// What the tokenizer puts around a text.
    private mutating func frame() {
        if names["bos"] == nil { names["bos"] = names["cls"] }
        if names["eos"] == nil { names["eos"] = names["sep"] }
        guard let processor = files.tokenizer?["post_processor"], !processor.isNull else { return }
        for part in processor["processors"]?.list ?? [processor] {
            switch part["type"]?.string {
            case "ByteLevel":
                if !adds("bos") { add("bos", false) }
                if !adds("eos") { add("eos", false) }
            case "TemplateProcessing": frame(part["single"]?.list ?? [], part["pair"]?.list ?? [])
            default: break
            }
        }
    }

    private mutating func frame(_ single: [JSONTree], _ pair: [JSONTree]) {
        func special(_ tree: JSONTree?) -> [UInt8]? { tree?["SpecialToken"]?["id"]?.bytes }
        func sequence(_ tree: JSONTree?) -> String? { tree?["Sequence"]?["id"]?.string }
        let first = single.count > 1 ? special(single.first) : nil
        let last = single.count > 1 ? special(single.last) : nil
        if let first { begin(first) }
        if let last { end(last) }
        guard !pair.isEmpty else { return }
        var inner = pair[...]
        if let first, special(inner.first) == first { inner = inner.dropFirst() }
        if let last, special(inner.last) == last { inner = inner.dropLast() }
        guard sequence(inner.first) == "A", sequence(inner.last) == "B", inner.count > 2 else { return }
        inner = inner.dropFirst().dropLast()
        let ends = [names["sep"], names["eos"]].compactMap(\.self)
        var isOn = special(inner.first).map { ends.contains($0) && last == nil } ?? false
        if inner.count == 2, let second = special(inner.last), ends.contains(second) { isOn = true }
        add("sep", isOn)
    }

    private mutating func begin(_ first: [UInt8]) {
        if first != names["bos"], first != names["cls"] {
            if names["bos"] == nil { names["bos"] = first }
            if names["cls"] == nil { names["cls"] = first }
        }
        add("bos", first == names["bos"] || first == names["cls"])
    }

    private mutating func end(_ last: [UInt8]) {
        if last != names["eos"] {
            // What ended a text before ends a turn now.
            if let free = ["eot", "eom"].first(where: { !purposes.contains($0) }) {
                purposes.append(free)
                names[free] = names["eos"]
            }
            names["eos"] = last
        }
        add("eos", true)
    }
}

/// What is written of them.
extension SpecialTokens {
    private static let keys = [
        "bos": "bos_token_id", "eos": "eos_token_id", "unk": "unknown_token_id", "sep": "seperator_token_id",
        "pad": "padding_token_id", "mask": "mask_token_id", "eot": "eot_token_id", "eom": "eom_token_id",
    ]

    func describe(into metadata: inout Metadata) {
        for (purpose, id) in ids {
            if let key = Self.keys[purpose] { metadata.add("tokenizer.ggml.\(key)", size: id) }
        }
        for (purpose, isOn) in adds where ["bos", "eos", "sep"].contains(purpose) {
            metadata.add("tokenizer.ggml.add_\(purpose)_token", .bool(isOn))
        }
        describeTemplates(into: &metadata)
        if let normalizer = files.tokenizer?["normalizer"] { describe(normalizer, into: &metadata) }
    }

    private func describeTemplates(into metadata: inout Metadata) {
        guard let settings = files.settings else { return }
        guard let list = settings["chat_template"]?.list else {
            let template = settings["chat_template"]?.bytes ?? files.template
            if let template { metadata.add("tokenizer.chat_template", .text(template)) }
            return
        }
        for entry in list {
            guard let name = entry["name"]?.string, let template = entry["template"]?.bytes else { continue }
            let isPlain = name.utf8.allSatisfy { $0 == 95 || (48...57).contains($0) || (97...122).contains($0) }
            let key = "tokenizer.chat_template"
            if name == "default" { metadata.add(key, .text(template)) }
            if name != "default", isPlain, !name.isEmpty { metadata.add("\(key).\(name)", .text(template)) }
        }
    }

    private func describe(_ normalizer: JSONTree, into metadata: inout Metadata) {
        let key = "tokenizer.ggml.normalizer"
        switch normalizer["type"]?.string {
        case "Lowercase": metadata.add("\(key).lowercase", .bool(true))
        case "StripAccents": metadata.add("\(key).strip_accents", .bool(true))
        case "BertNormalizer":
            if let isOn = normalizer["lowercase"]?.bool { metadata.add("\(key).lowercase", .bool(isOn)) }
            if let isOn = normalizer["strip_accents"]?.bool { metadata.add("\(key).strip_accents", .bool(isOn)) }
        case "Sequence":
            for part in normalizer["normalizers"]?.list ?? [] where part["type"]?.string != "Sequence" {
                describe(part, into: &metadata)
            }
        default: break
        }
    }
}
