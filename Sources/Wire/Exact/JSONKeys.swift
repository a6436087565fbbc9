/// The members of an object by the keys of a type.
struct JSONKeys<Key: CodingKey>: KeyedEncodingContainerProtocol {
    let object: ExactEncoder

    var codingPath: [any CodingKey] { [] }

    func encodeNil(forKey key: Key) { object.add(key) { $0.append(raw: "null") } }
    func encode(_ value: Bool, forKey key: Key) { object.add(key) { $0.append(value) } }
    func encode(_ value: String, forKey key: Key) { object.add(key) { $0.append(quoted: value) } }
    func encode(_ value: Double, forKey key: Key) { object.add(key) { $0.append(value) } }
    func encode(_ value: Float, forKey key: Key) { object.add(key) { $0.append(value) } }
    func encode(_ value: Int, forKey key: Key) { object.add(key) { $0.append(value) } }
    func encode(_ value: Int8, forKey key: Key) { object.add(key) { $0.append(value) } }
    func encode(_ value: Int16, forKey key: Key) { object.add(key) { $0.append(value) } }
    func encode(_ value: Int32, forKey key: Key) { object.add(key) { $0.append(value) } }
    func encode(_ value: Int64, forKey key: Key) { object.add(key) { $0.append(value) } }
    func encode(_ value: UInt, forKey key: Key) { object.add(key) { $0.append(value) } }
    func encode(_ value: UInt8, forKey key: Key) { object.add(key) { $0.append(value) } }
    func encode(_ value: UInt16, forKey key: Key) { object.add(key) { $0.append(value) } }
    func encode(_ value: UInt32, forKey key: Key) { object.add(key) { $0.append(value) } }
    func encode(_ value: UInt64, forKey key: Key) { object.add(key) { $0.append(value) } }

    func encode<Value: Encodable>(_ value: Value, forKey key: Key) throws {
        try object.add(key) { try ExactEncoder.write(value, to: $0) }
    }

    func nestedContainer<Nested: CodingKey>(
        keyedBy type: Nested.Type, forKey key: Key
    ) -> KeyedEncodingContainer<Nested> {
        object.opened(key.stringValue).container(keyedBy: type)
    }

    func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
        object.opened(key.stringValue).unkeyedContainer()
    }

    func superEncoder() -> any Encoder { object.opened("super") }
    func superEncoder(forKey key: Key) -> any Encoder { object.opened(key.stringValue) }
}
