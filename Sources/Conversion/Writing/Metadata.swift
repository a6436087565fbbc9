/// What a GGUF file says of its model, in the order it is written.
struct Metadata: Sendable {
    enum Value: Hashable, Sendable {
        case size(UInt32)
        case signed(Int32)
        case float(Float)
        case bool(Bool)
        case text([UInt8])
        case texts([[UInt8]])
        case floats([Float])
        case integers([Int32])
    }

    private(set) var entries: [(key: String, value: Value)] = []

    /// Takes the place of what stood under the key before.
    mutating func add(_ key: String, _ value: Value) {
        if let index = entries.firstIndex(where: { $0.key == key }) {
            entries[index].value = value
        } else {
            entries.append((key, value))
        }
    }

    mutating func add(_ key: String, size: Int64) { add(key, .size(UInt32(clamping: size))) }

    mutating func add(_ key: String, text: String) { add(key, .text(Array(text.utf8))) }

    subscript(key: String) -> Value? { entries.first { $0.key == key }?.value }
}

extension Metadata.Value {
    /// Appends the number of the type, then the value.
    func append(to bytes: inout [UInt8]) {
        switch self {
        case .size(let number):
            bytes.append(little: UInt32(4))
            bytes.append(little: number)
        case .signed(let number):
            bytes.append(little: UInt32(5))
            bytes.append(little: number)
        case .float(let number):
            bytes.append(little: UInt32(6))
            bytes.append(little: number.bitPattern)
        case .bool(let flag):
            bytes.append(little: UInt32(7))
            bytes.append(flag ? 1 : 0)
        case .text(let text):
            bytes.append(little: UInt32(8))
            bytes.append(counted: text)
        case .texts(let texts): list(8, texts, to: &bytes) { $1.append(counted: $0) }
        case .floats(let numbers): list(6, numbers, to: &bytes) { $1.append(little: $0.bitPattern) }
        case .integers(let numbers): list(5, numbers, to: &bytes) { $1.append(little: $0) }
        }
    }

    private func list<Element>(
        _ type: UInt32, _ values: [Element], to bytes: inout [UInt8], _ append: (Element, inout [UInt8]) -> Void
    ) {
        bytes.append(little: UInt32(9))
        bytes.append(little: type)
        bytes.append(little: UInt64(values.count))
        for value in values { append(value, &bytes) }
    }
}

extension [UInt8] {
    /// Appends a text behind its length.
    mutating func append(counted text: [UInt8]) {
        append(little: UInt64(text.count))
        append(contentsOf: text)
    }
}
