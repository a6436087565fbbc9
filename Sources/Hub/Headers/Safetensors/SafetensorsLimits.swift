/// How much of a safetensors header Roost is willing to hold.
package struct SafetensorsLimits: Hashable, Sendable {
    /// Bytes of header at most. The format allows 100 MB; huggingface_hub reads 25 MB.
    package var headerBytes: Int64 = 25_000_000
    /// Bytes that are read first.
    package var firstBytes: Int64 = 100_000
    package var tensors = 200_000
    package var dimensions = 64

    package init() {}
}
