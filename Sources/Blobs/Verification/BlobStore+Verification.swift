package import Domain
import NIOCore
import NIOPosix

extension BlobStore {
    /// Reads a blob through and compares it with its name.
    package func verify(
        _ digest: Digest, progress: (@Sendable (_ done: ByteCount) -> Void)? = nil
    ) async throws(CancellationError) -> BlobCheck {
        do {
            let reader = try open(digest)
            let pass = ContentPass(source: reader.file, range: 0..<reader.size.bytes, threads: threads)
            let facts = try await pass.run(hasher: ContentHasher(), progress: progress).facts
            return facts.digest == digest ? .ok : .damaged(found: facts.digest, size: facts.size)
        } catch is CancellationError {
            throw CancellationError()
        } catch BlobError.blobMissing {
            return .missing
        } catch {
            return .unreadable(Problem(error))
        }
    }

    /// The CRC-32 of a blob, for a package, when it was never noted: reads it through, checks only its length.
    package func crc32(of digest: Digest) async throws -> UInt32 {
        var crc = CRC32()
        for try await chunk in try open(digest).chunks() { chunk.withUnsafeReadableBytes { crc.update($0) } }
        return crc.value
    }

    /// Verifies every blob while `consume` follows what happens; when it returns or throws, the reading ends.
    ///
    /// `concurrency` blobs are read at a time. Listing is part of it: what is foreign or unreadable is told too.
    package func verifyAll<Result: Sendable>(
        concurrency: Int = 2, _ consume: (AsyncStream<VerificationEvent>) async throws -> Result
    ) async throws -> Result {
        let (events, output) = AsyncStream.makeStream(of: VerificationEvent.self)
        return try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                defer { output.finish() }
                do {
                    try await verifyAll(concurrency: max(1, concurrency), into: output)
                } catch {
                    output.yield(.unreadable(blobs, Problem(error)))
                }
            }
            do {
                let result = try await consume(events)
                group.cancelAll()
                return result
            } catch {
                group.cancelAll()
                throw error
            }
        }
    }

    private func verifyAll(
        concurrency: Int, into output: AsyncStream<VerificationEvent>.Continuation
    ) async throws {
        let blobs = try await threads.runIfActive { listBlobs(into: output) }
        await withTaskGroup(of: Void.self) { group in
            for (index, digest) in blobs.enumerated() {
                if index >= concurrency { await group.next() }
                group.addTask {
                    let report: @Sendable (ByteCount) -> Void = { output.yield(.reading(digest, done: $0)) }
                    let check = try? await verify(digest, progress: report)  // Cancelled: nothing to say of it.
                    if let check { output.yield(.checked(digest, check)) }
                }
                if Task.isCancelled { break }
            }
        }
    }

    private func listBlobs(into output: AsyncStream<VerificationEvent>.Continuation) -> [Digest] {
        var digests: [Digest] = []
        var size = ByteCount.zero
        var others: [VerificationEvent] = []
        for entry in list() {
            switch entry {
            case .blob(let digest, let length):
                digests.append(digest)
                size += length
            case .foreign(let path): others.append(.foreign(path))
            case .unreadable(let path, let problem): others.append(.unreadable(path, problem))
            }
        }
        output.yield(.found(blobs: digests.count, size: size))
        for event in others { output.yield(event) }
        return digests
    }
}
