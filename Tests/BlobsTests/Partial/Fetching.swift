import Blobs
import Domain
import NIOCore
import Synchronization

/// Bytes of several parts, and what a Hub would announce of them.
struct Announced: Sendable {
    let bytes: [UInt8]
    let expected: ExpectedContent

    /// Whole parts, each unlike the others, and a short one behind them.
    init(parts: Int, tail: Int = 77, asGit: Bool = false) {
        var bytes: [UInt8] = []
        for part in 0..<parts {
            bytes += patterned(64, seed: UInt64(part + 1))
            bytes += [UInt8](repeating: UInt8(part + 1), count: (1 << 20) - 64)
        }
        bytes += patterned(tail, seed: 99)
        let hashes = ContentHasher.hash(bytes, gitBlob: asGit)
        let identity = hashes.gitBlob.map(ContentIdentity.gitBlob) ?? .sha256(hashes.facts.digest)
        self.bytes = bytes
        expected = ExpectedContent(identity: identity, size: ByteCount(bytes.count))
    }
}

/// Which parts were fetched.
private final class Log: Sendable {
    let parts = Mutex<[Int]>([])
}

extension PartialBlob {
    /// Writes one part as it stands in some bytes, in two pieces, and journals it.
    func bring(_ part: Int, of bytes: [UInt8]) async throws {
        let range = plan.range(of: part)
        let middle = (range.lowerBound + range.upperBound) / 2
        var crc32 = CRC32()
        for piece in [range.lowerBound..<middle, middle..<range.upperBound] where !piece.isEmpty {
            let buffer = ByteBuffer(bytes: bytes[Int(piece.lowerBound)..<Int(piece.upperBound)])
            crc32 = try await write(buffer, at: piece.lowerBound, after: crc32)
        }
        try arrived(part, crc32: crc32.value)
    }

    /// Several tasks fetch what is missing, each run backwards, while the prover follows.
    ///
    /// - Returns: what was proved, and which parts were fetched, in order.
    nonisolated func complete(
        from bytes: [UInt8], tasks: Int = 3
    ) async throws -> (proof: Proof, fetched: [Int]) {
        await begin()
        let log = Log()
        async let proof = prove()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<tasks {
                group.addTask {
                    while let run = try await self.claim(limit: 2) {
                        for part in run.reversed() { try await self.bring(part, of: bytes) }
                        log.parts.withLock { $0 += Array(run) }
                    }
                }
            }
            for try await _ in group {}
        }
        return (try await proof, log.parts.withLock { $0.sorted() })
    }
}
