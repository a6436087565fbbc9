import FoundationEssentials

/// Writes a value as JSON on one line, with sorted keys and no escaped slashes: the very text that `JSONEncoder` makes of it.
///
/// The text is written as the value tells of itself. `JSONEncoder` makes a tree of references first and takes twice as long, which
/// tells where a model is registered: half of its JSON is for digests.
final class ExactEncoder: Encoder {
    let text: JSONText
    private let start: Int
    private let firstMember: Int
    private var isObject = false
    private var list: JSONListEncoding?
    /// Members somebody may still write to, each into a text of its own.
    private var open: [(key: String, encoder: ExactEncoder)] = []

    init(_ text: JSONText) {
        self.text = text
        start = text.bytes.count
        firstMember = text.members.count
    }

    // Only errors would name the path, and nothing here can fail.
    var codingPath: [any CodingKey] { [] }
    var userInfo: [CodingUserInfoKey: Any] { [:] }

    static func bytes(of value: some Encodable) throws -> [UInt8] {
        let text = JSONText()
        try write(value, to: text)
        return text.bytes
    }

    static func write<Value: Encodable>(_ value: Value, to text: JSONText) throws {
        // Types of Foundation for which JSON has a form of its own.
        if Value.self == Data.self, let data = value as? Data { return text.append(quoted: data.base64EncodedString()) }
        if Value.self == URL.self, let url = value as? URL { return text.append(quoted: url.absoluteString) }
        if Value.self == Decimal.self, let decimal = value as? Decimal {
            return text.bytes.append(contentsOf: decimal.description.utf8)
        }
        let encoder = ExactEncoder(text)
        try value.encode(to: encoder)
        encoder.close()
    }

    /// A member of the object, to be written now.
    func add(_ key: some CodingKey, _ write: (JSONText) throws -> Void) rethrows {
        let before = text.bytes.count
        try write(text)
        text.note(key.stringValue, from: before)
    }

    /// A member of the object that is written to from now on.
    func opened(_ key: String) -> ExactEncoder {
        let encoder = ExactEncoder(JSONText())
        open.append((key, encoder))
        return encoder
    }

    /// The value has told everything.
    func close() {
        for (key, encoder) in open {
            encoder.close()
            let before = text.bytes.count
            text.bytes += encoder.text.bytes
            text.note(key, from: before)
        }
        list?.close()
        // What tells nothing of itself is an object without members.
        if isObject || text.bytes.count == start { text.close(firstMember, from: start) }
    }

    func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
        isObject = true
        return KeyedEncodingContainer(JSONKeys<Key>(object: self))
    }

    func unkeyedContainer() -> any UnkeyedEncodingContainer {
        let list = list ?? JSONListEncoding(text)
        self.list = list
        return list
    }

    func singleValueContainer() -> any SingleValueEncodingContainer { JSONSingle(text: text) }
}
