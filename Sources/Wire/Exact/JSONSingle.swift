/// A value that is neither an object nor an array.
struct JSONSingle: SingleValueEncodingContainer {
    let text: JSONText

    var codingPath: [any CodingKey] { [] }

    func encodeNil() { text.append(raw: "null") }
    func encode(_ value: Bool) { text.append(value) }
    func encode(_ value: String) { text.append(quoted: value) }
    func encode(_ value: Double) { text.append(value) }
    func encode(_ value: Float) { text.append(value) }
    func encode(_ value: Int) { text.append(value) }
    func encode(_ value: Int8) { text.append(value) }
    func encode(_ value: Int16) { text.append(value) }
    func encode(_ value: Int32) { text.append(value) }
    func encode(_ value: Int64) { text.append(value) }
    func encode(_ value: UInt) { text.append(value) }
    func encode(_ value: UInt8) { text.append(value) }
    func encode(_ value: UInt16) { text.append(value) }
    func encode(_ value: UInt32) { text.append(value) }
    func encode(_ value: UInt64) { text.append(value) }

    func encode<Value: Encodable>(_ value: Value) throws { try ExactEncoder.write(value, to: text) }
}
