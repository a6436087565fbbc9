package import Domain
package import NIOCore
import NIOPosix
import SystemPackage

/// A file that is being filled, part by part and in any order, until its bytes are proved to be those expected.
///
/// Fetchers claim runs of missing parts and write them; one prover follows at the frontier, reads every part back from
/// disk in order, and hashes the whole. A part whose bytes on disk differ from those that came is fetched again. What is
/// here survives the process: a later `open` of the same content goes on where this one stopped.
///
/// The caller holds the lock of the content while one of these is open.
package actor PartialBlob {
    package nonisolated let expected: ExpectedContent
    package nonisolated let plan: PartPlan
    private nonisolated let file: OpenFile
    private nonisolated let journal: PartJournal
    private nonisolated let store: BlobStore
    private nonisolated let pool = NIOThreadPool.singleton

    private var ledger: PartLedger
    private var watchers: [Int: AsyncStream<Void>.Continuation] = [:]
    private var nextWatcher = 0
    private var proofEnded = false

    /// How often one part may differ on disk from what came before the disk is called broken.
    private static let lossesAtMost = 5

    private init(
        _ expected: ExpectedContent, _ plan: PartPlan, _ file: OpenFile, _ journal: PartJournal, _ ledger: PartLedger,
        _ store: BlobStore
    ) {
        self.expected = expected
        self.plan = plan
        self.file = file
        self.journal = journal
        self.ledger = ledger
        self.store = store
    }

    /// Opens or goes on with the partial file of some content in the store's `partial/` folder.
    package static func open(_ expected: ExpectedContent, in store: BlobStore) throws -> PartialBlob {
        let plan = PartPlan(size: expected.size.bytes)
        let path = store.partialPath(of: expected.identity, suffix: "part")
        let (journal, recorded) = try PartJournal.open(
            at: store.partialPath(of: expected.identity, suffix: "journal"), expected: expected, plan: plan)
        try path.makeWritableIfThere()
        let file = try OpenFile(path, .readWrite, options: [.create, .noFollow], permissions: .ownerReadWrite)
        try naming("size", path) { try file.descriptor.resize(to: plan.size) }
        return PartialBlob(expected, plan, file, journal, PartLedger(plan: plan, recorded: recorded), store)
    }

    /// Bytes in parts that are written and journalled.
    package var bytesHere: Int64 { ledger.bytesHere }

    // MARK: Fetching

    /// Opens the claims for one round of fetching and proving.
    package func begin() { proofEnded = false }

    /// The next run of missing parts, waiting while others fetch the last ones; nil when the file is proved or given up.
    package func claim(limit: Int) async throws -> Range<Int>? {
        let changes = watch()
        for await _ in changes {
            if proofEnded { return nil }
            if let run = ledger.claim(limit: limit) { return run }
        }
        try Task.checkCancellation()
        return nil
    }

    /// The first missing part at or behind another, without waiting.
    package func claimNow(from part: Int) -> Range<Int>? { ledger.claim(limit: 1, from: part) }

    /// Gives back parts that were claimed and did not arrive.
    package func release(_ parts: Range<Int>) {
        ledger.release(parts)
        announce()
    }

    /// Writes bytes of a claimed part and returns the checksum of the part so far.
    ///
    /// Stops before the disk is full: what is always left free lets the catalogue record why, whoever else fills the disk.
    package nonisolated func write(_ bytes: ByteBuffer, at offset: Int64, after crc32: CRC32) async throws -> CRC32 {
        try await pool.runIfActive { [file, store] in
            try store.requireSpace(ByteCount(bytes.readableBytes))
            return try bytes.withUnsafeReadableBytes { raw in
                _ = try naming("write", file.path) {
                    try file.descriptor.writeAll(toAbsoluteOffset: offset, raw)
                }
                var next = crc32
                next.update(raw)
                return next
            }
        }
    }

    /// Journals that a part is whole.
    package func arrived(_ part: Int, crc32: UInt32) throws {
        try journal.record(part: part, crc32: crc32)
        ledger.arrive(part, crc32: crc32)
        let range = plan.range(of: part)
        file.descriptor.beginWriteback(at: range.lowerBound, count: Int64(range.count))
        announce()
    }

    // MARK: Proving

    /// Follows the parts as they arrive, in order, and hashes what is really on disk.
    ///
    /// Returns the facts of the whole when they are as expected. Ends the claims of all fetchers in any case.
    package func prove() async throws -> Proof {
        defer { endProof() }
        var hasher = ContentHasher(expecting: expected)
        var crcs: [UInt32] = []
        let changes = watch()
        for part in 0..<plan.count {
            try await hash(part, with: &hasher, crcs: &crcs, changes: changes)
        }
        return Proof(hashes: hasher.finish(), partCRCs: crcs)
    }

    /// Forgets every part so that all are fetched again: the whole was wrong although every part is as it came.
    package func doubtEverything() throws {
        for part in 0..<plan.count { ledger.lose(part) }
    }

    /// Removes what is here.
    package func discard() throws {
        try file.path.unlink()
        try journal.path.unlink()
    }

    /// The proved file, ready to be placed among the blobs. The journal stays until it is: see `forgetJournal`.
    package func staged(_ hashes: ContentHashes, in store: BlobStore) throws -> StagedBlob {
        try store.stage(verifiedFileAt: file.path, hashes: hashes)
    }

    private func hash(
        _ part: Int, with hasher: inout ContentHasher, crcs: inout [UInt32], changes: AsyncStream<Void>
    ) async throws {
        var losses = 0
        while true {
            if let crc = ledger.crc32(of: part) {
                if let attempt = try await read(part, into: hasher, wanted: crc) {
                    hasher = attempt
                    crcs.append(crc)
                    return
                }
                losses += 1
                // A disk that gives other bytes again and again would be written to for ever.
                guard losses < Self.lossesAtMost else {
                    throw BlobError.system(file.path, action: "read back", .ioError)
                }
                ledger.lose(part)
                announce()
            }
            try await change(in: changes)
        }
    }

    /// The hasher after a part, or nil when the bytes on disk are not those that came.
    private nonisolated func read(_ part: Int, into hasher: ContentHasher, wanted: UInt32) async throws
        -> ContentHasher?
    {
        let range = plan.range(of: part)
        return try await pool.runIfActive { [file] in
            var attempt = hasher
            // The whole so far and the part, put together: so the bytes need not be summed a second time.
            let proved = CRC32.combine(hasher.checksum, wanted, lengthOfSecond: Int64(range.count))
            var offset = range.lowerBound
            // Small enough that its memory is that of the part before; a larger one would be mapped anew for each.
            try withUnsafeTemporaryAllocation(byteCount: 64 << 10, alignment: 4096) { buffer in
                while offset < range.upperBound {
                    let window = UnsafeMutableRawBufferPointer(
                        rebasing: buffer[..<min(buffer.count, Int(range.upperBound - offset))])
                    let count = try file.read(at: offset, into: window)
                    if count == 0 { return }
                    let bytes = UnsafeRawBufferPointer(rebasing: window[..<count])
                    attempt.update(bytes)
                    offset += Int64(count)
                }
            }
            return offset == range.upperBound && attempt.checksum == proved ? attempt : nil
        }
    }

    // MARK: Waiting

    private func watch() -> AsyncStream<Void> {
        let (stream, continuation) = AsyncStream<Void>.makeStream(bufferingPolicy: .bufferingNewest(1))
        let id = nextWatcher
        nextWatcher += 1
        watchers[id] = continuation
        continuation.yield()
        return stream
    }

    private func change(in changes: AsyncStream<Void>) async throws {
        for await _ in changes { return }
        try Task.checkCancellation()
        throw CancellationError()
    }

    private func announce() {
        for (id, watcher) in watchers {
            if case .terminated = watcher.yield() { watchers[id] = nil }
        }
    }

    private func endProof() {
        proofEnded = true
        announce()
    }
}

extension PartialBlob {
    /// What the prover saw: the facts of the whole, and of each part its CRC-32 to compare two fetches by.
    package struct Proof: Sendable {
        package let hashes: ContentHashes
        package let partCRCs: [UInt32]
    }
}
