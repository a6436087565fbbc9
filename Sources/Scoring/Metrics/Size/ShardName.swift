import Wire

/// The name of one part of several: `model-00001-of-00003.safetensors`.
struct ShardName: Hashable {
    /// The name with the part's number left out: the same for all parts.
    let group: String
    /// From 1.
    let part: Int
    let total: Int

    init?(_ path: String) {
        let bytes = Array(path.utf8)
        let mark = Array("-of-".utf8)
        guard bytes.count < 1000, bytes.count >= 14 else { return nil }
        var index = bytes.count - mark.count - 1
        while index > 1 {
            if bytes[index] == mark[0], bytes[index..<(index + 4)].elementsEqual(mark) { break }
            index -= 1
        }
        guard index > 1 else { return nil }
        let before = bytes[..<index].reversed().prefix { (48...57).contains($0) }.count
        let after = bytes[(index + 4)...].prefix { (48...57).contains($0) }.count
        guard (1...6).contains(before), (1...6).contains(after) else { return nil }
        guard let part = Int(String(decoding: bytes[(index - before)..<index], as: UTF8.self)),
            let total = Int(String(decoding: bytes[(index + 4)..<(index + 4 + after)], as: UTF8.self))
        else { return nil }
        self.part = part
        self.total = total
        group = String(decoding: bytes[..<(index - before)] + bytes[(index + 4)...], as: UTF8.self)
    }
}

/// What an index of shards names: `model.safetensors.index.json`.
struct ShardIndex {
    let files: Set<String>

    /// Nil when the text is no such index.
    init?(_ text: String?) {
        guard let text, text.utf8.count <= 64 << 20,
            let json = try? WireJSON.decodeExactly(JSONValue.self, from: text),  // no index: the names tell the shards
            let map = json["weight_map"]?.object
        else { return nil }
        files = Set(map.values.compactMap(\.string))
    }
}
