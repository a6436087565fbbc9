package import Domain

/// A tensor as a GGUF header describes it; its data is not read.
package struct GGUFTensor: Hashable, Sendable {
    package let name: String
    /// The innermost dimension first, as ggml counts.
    package let dimensions: [UInt64]
    package let type: GGUFTensorType
    /// From the start of the file, in bytes.
    package let offset: Int64
    /// The number of weights.
    package let elements: Int64
    /// Nil when the type's size is not known.
    package let size: ByteCount?
}
