package import Domain

/// What the capture of one model may cost.
package struct CaptureLimits: Hashable, Sendable {
    /// For everything; what is not there by then is unavailable.
    package var time: Duration = .seconds(240)
    /// Questions to Hubs at once.
    package var atOnce = 8
    package var commits = 1_000
    package var files = 200_000
    /// Small texts: number, bytes of each, bytes of all.
    package var texts = 200
    package var text = ByteCount(1 << 20)
    package var textTotal = ByteCount(16 << 20)
    /// Weight files whose headers are read; of the quantisations of one model all say the same.
    package var safetensorsHeaders = 8
    package var ggufHeaders = 2
    /// Bytes of one header.
    package var header = ByteCount(32 << 20)
    /// Bytes of a chat template that is kept.
    package var chatTemplate = 1 << 18
    package var datasets = 5
    package var code = 3
    package var parents = 8

    package init() {}
}
