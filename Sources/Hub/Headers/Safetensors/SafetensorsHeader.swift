package import Domain

/// What stands before the weights of a safetensors file: metadata and the list of tensors, checked against the file.
package struct SafetensorsHeader: Hashable, Sendable {
    package struct Tensor: Hashable, Sendable {
        package let name: String
        package let type: SafetensorsType
        package let shape: [Int64]
        /// Bytes from the start of the file.
        package let range: Range<Int64>
        /// The number of weights.
        package let elements: Int64
    }

    /// The free texts of `__metadata__`, such as `format`.
    package let metadata: [String: String]
    /// In the order of their bytes.
    package let tensors: [Tensor]
    /// Bytes from the start of the file to the first tensor.
    package let length: Int64
    package let fileSize: Int64

    package var parameterCount: Int64 { tensors.reduce(0) { $0 + $1.elements } }
    package var weightBytes: ByteCount { ByteCount(fileSize - length) }
}
