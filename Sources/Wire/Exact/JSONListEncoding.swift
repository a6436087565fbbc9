/// An array that is being written.
final class JSONListEncoding: UnkeyedEncodingContainer {
    private let text: JSONText
    private(set) var count = 0
    /// Elements somebody may still write to, and where among the bytes they belong.
    private var open: [(place: Int, encoder: ExactEncoder)] = []

    var codingPath: [any CodingKey] { [] }

    init(_ text: JSONText) {
        self.text = text
        text.append(raw: "[")
    }

    private func add(_ write: (JSONText) throws -> Void) rethrows {
        if count > 0 { text.append(raw: ",") }
        try write(text)
        count += 1
    }

    private func opened() -> ExactEncoder {
        let encoder = ExactEncoder(JSONText())
        add { open.append(($0.bytes.count, encoder)) }
        return encoder
    }

    func close() {
        for (place, encoder) in open.reversed() {
            encoder.close()
            text.bytes.insert(contentsOf: encoder.text.bytes, at: place)
        }
        text.append(raw: "]")
    }

    func encodeNil() { add { $0.append(raw: "null") } }
    func encode(_ value: Bool) { add { $0.append(value) } }
    func encode(_ value: String) { add { $0.append(quoted: value) } }
    func encode(_ value: Double) { add { $0.append(value) } }
    func encode(_ value: Float) { add { $0.append(value) } }
    func encode(_ value: Int) { add { $0.append(value) } }
    func encode(_ value: Int8) { add { $0.append(value) } }
    func encode(_ value: Int16) { add { $0.append(value) } }
    func encode(_ value: Int32) { add { $0.append(value) } }
    func encode(_ value: Int64) { add { $0.append(value) } }
    func encode(_ value: UInt) { add { $0.append(value) } }
    func encode(_ value: UInt8) { add { $0.append(value) } }
    func encode(_ value: UInt16) { add { $0.append(value) } }
    func encode(_ value: UInt32) { add { $0.append(value) } }
    func encode(_ value: UInt64) { add { $0.append(value) } }

    func encode<Value: Encodable>(_ value: Value) throws { try add { try ExactEncoder.write(value, to: $0) } }

    func nestedContainer<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
        opened().container(keyedBy: type)
    }

    func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer { opened().unkeyedContainer() }
    func superEncoder() -> any Encoder { opened() }
}
