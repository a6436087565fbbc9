/// A kind of weight file whose header Roost reads.
package enum HeaderFormat: String, Hashable, Sendable {
    case gguf = "GGUF"
    case safetensors
}
