package import Domain

extension PackageReader {
    /// Takes every file of the package into the store and commits them together; blobs that are there already are not
    /// read again. On an error nothing is placed and the staged files are removed.
    ///
    /// Returns what is known of the blobs that were read. `progress` counts the bytes of the whole package.
    @discardableResult
    package func adoptAll(
        into store: BlobStore, progress: (@Sendable (_ done: ByteCount) -> Void)? = nil
    ) async throws -> [BlobFacts] {
        let staged = try await stageMissing(from: store, progress: progress)
        do {
            try await store.commit(staged)
        } catch {
            try? store.discard(staged)  // What stays is removed by `cleanPartial`; the first error says more.
            throw error
        }
        return staged.map(\.facts)
    }

    /// The first half of `adoptAll`, for callers that look into the files before they are placed: those the store lacks, each
    /// proved. On an error the staged files are removed.
    package func stageMissing(
        from store: BlobStore, progress: (@Sendable (_ done: ByteCount) -> Void)? = nil
    ) async throws -> [StagedBlob] {
        var missing: [Digest: PackagedFile] = [:]
        var done = ByteCount.zero
        for file in manifest.files {
            let isThere = try store.size(of: file.sha256) == file.size
            if isThere || missing[file.sha256] != nil { done += file.size } else { missing[file.sha256] = file }
        }
        try store.requireSpace(missing.values.map(\.size).total())
        var staged: [StagedBlob] = []
        do {
            for file in missing.values.sorted(by: { $0.path < $1.path }) {
                let before = done
                staged.append(try await stage(file, into: store) { progress?(before + $0) })
                done += file.size
            }
        } catch {
            try? store.discard(staged)  // What stays is removed by `cleanPartial`; the first error says more.
            throw error
        }
        return staged
    }
}
