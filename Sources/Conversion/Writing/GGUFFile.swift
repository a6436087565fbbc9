import Blobs
import Domain
import SystemPackage

/// Writes a planned file piece by piece, and names its bytes while they pass.
struct GGUFFile: Sendable {
    let layout: GGUFLayout

    /// Writes everything; the caller removes what was written when this throws.
    ///
    /// - Parameter progress: bytes that are written, as often as a piece is.
    @concurrent
    func write(to path: FilePath, progress: @escaping @Sendable (Int64) -> Void) async throws -> ContentHashes {
        let file = try OpenFile(
            path, .readWrite, options: [.create, .exclusiveCreate, .noFollow], permissions: [.ownerReadWrite])
        var sink = Sink(file: file, progress: progress)
        try sink.append(layout.header)
        for tensor in layout.tensors {
            switch tensor.content {
            case .computed(let weights):
                var bytes: [UInt8] = []
                tensor.type.append(weights, to: &bytes)
                try sink.append(bytes)
            case .read(let source, let order):
                try copy(TensorReading(source: source, order: order), of: tensor, to: &sink)
            }
            try sink.append([UInt8](repeating: 0, count: Int(tensor.room - tensor.bytes)))
        }
        return sink.hasher.finish()
    }

    private func copy(_ reading: TensorReading, of tensor: PlannedTensor, to sink: inout Sink) throws {
        var next: Int64 = 0
        while next < tensor.weights {
            try Task.checkCancellation()
            let end = min(tensor.weights, next + Int64(ConversionLimits.weightsAtOnce))
            let bytes = try reading.bytes(next..<end)
            if reading.isCopied(as: tensor.type) {
                try sink.append(bytes)
            } else {
                var stored: [UInt8] = []
                stored.reserveCapacity(Int(tensor.type.bytes(of: end - next)))
                tensor.type.append(reading.numbers(bytes), to: &stored)
                try sink.append(stored)
            }
            next = end
        }
    }

    private struct Sink {
        let file: OpenFile
        let progress: @Sendable (Int64) -> Void
        var hasher = ContentHasher()

        mutating func append(_ bytes: [UInt8]) throws {
            guard !bytes.isEmpty else { return }
            try bytes.withUnsafeBytes { try file.append($0) }
            hasher.update(bytes)
            progress(hasher.count.bytes)
        }
    }
}
