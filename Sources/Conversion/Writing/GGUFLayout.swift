/// A GGUF file before it is written: everything up to the first weight, and where each tensor goes.
struct GGUFLayout: Sendable {
    static let alignment: Int64 = 32

    /// Magic, metadata and the list of tensors, filled up to the alignment.
    let header: [UInt8]
    let tensors: [PlannedTensor]

    /// Bytes of the whole file.
    var size: Int64 { Int64(header.count) + tensors.reduce(0) { $0 + $1.room } }

    init(_ metadata: Metadata, _ tensors: [PlannedTensor]) {
        var bytes: [UInt8] = Array("GGUF".utf8)
        bytes.append(little: UInt32(3))
        bytes.append(little: UInt64(tensors.count))
        bytes.append(little: UInt64(metadata.entries.count))
        for (key, value) in metadata.entries {
            bytes.append(counted: Array(key.utf8))
            value.append(to: &bytes)
        }
        var offset: Int64 = 0
        for tensor in tensors {
            bytes.append(counted: Array(tensor.name.utf8))
            bytes.append(little: UInt32(tensor.shape.count))
            for dimension in tensor.shape.reversed() { bytes.append(little: UInt64(dimension)) }
            bytes.append(little: tensor.type.code)
            bytes.append(little: UInt64(offset))
            offset += tensor.room
        }
        while bytes.count % Int(Self.alignment) != 0 { bytes.append(0) }
        header = bytes
        self.tensors = tensors
    }
}
