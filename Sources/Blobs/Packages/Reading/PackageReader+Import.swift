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
        var held: [Digest: ByteCount] = [:]
        for file in manifest.files { held[file.sha256] = try store.size(of: file.sha256) }
        let staged = try await stageMissing(from: store, beside: held, progress: progress)
        do {
            try await store.commit(staged)
        } catch {
            try? store.discard(staged)  // What stays is removed by `cleanPartial`; the first error says more.
            throw error
        }
        return staged.map(\.facts)
    }

    /// The first half of `adoptAll`, for callers that look into the files before they are placed: each is proved. On an error the
    /// staged files are removed.
    ///
    /// - Parameter held: the contents that the caller has already, with their sizes.
    package func stageMissing(
        from store: BlobStore, beside held: [Digest: ByteCount],
        progress: (@Sendable (_ done: ByteCount) -> Void)? = nil
    ) async throws -> [StagedBlob] {
        var missing: [Digest: PackagedFile] = [:]
        var done = ByteCount.zero
        for file in manifest.files {
            if held[file.sha256] == file.size || missing[file.sha256] != nil {
                done += file.size
            } else {
                missing[file.sha256] = file
            }
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
