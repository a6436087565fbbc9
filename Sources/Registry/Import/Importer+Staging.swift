import Blobs
import Domain
import Synchronization
import SystemPackage

/// A source whose files lie hashed beside the store, not yet placed.
struct StagedSource: Sendable {
    struct File: Sendable {
        let file: ArrivingFile
        let staged: StagedBlob
    }

    let source: ImportSource
    let files: [File]

    var blobs: [StagedBlob] { files.map(\.staged) }
}

/// What became of one source of a batch. A struct: of a tuple that holds a `Result`, Swift 6.3 optimised loses the number.
private struct StagingOutcome: Sendable {
    let index: Int
    let staged: StagedSource?
    let error: (any Error)?
}

/// Adds up what the sources of a batch have come to.
private final class ImportMeter: Sendable {
    private let done = Mutex<Int64>(0)
    private let total: Int64
    private let progress: Importer.Progress

    init(total: Int64, progress: @escaping Importer.Progress) {
        self.total = total
        self.progress = progress
    }

    /// A file of so many bytes is next; those before it count as done.
    func begin(_ size: Int64) {
        let before = done.withLock { done in
            defer { done += size }
            return done
        }
        progress(before, total, "hashing")
    }
}

extension Importer {
    /// Stages sources, some at a time.
    ///
    /// Where one cannot be taken over, those before it are still given back, and why it cannot; those behind it are
    /// dropped.
    func stage(
        _ batch: ArraySlice<ImportSource>, _ mode: ImportMode, progress: @escaping Progress
    ) async -> (staged: [StagedSource], failure: (any Error)?) {
        let meter = ImportMeter(total: batch.flatMap(\.files).map(\.size).reduce(0, +), progress: progress)
        let outcomes = await withTaskGroup(of: StagingOutcome.self) { group in
            var rest = batch.indices.makeIterator()
            func addNext() {
                guard let index = rest.next() else { return }
                let source = batch[index]
                group.addTask {
                    do {
                        return StagingOutcome(
                            index: index, staged: try await stage(source, mode, meter: meter), error: nil)
                    } catch {
                        return StagingOutcome(index: index, staged: nil, error: error)
                    }
                }
            }
            for _ in 0..<ImportBatch.sourcesAtOnce { addNext() }
            var outcomes: [StagingOutcome] = []
            for await outcome in group {
                outcomes.append(outcome)
                if outcome.error == nil { addNext() }
            }
            return outcomes
        }
        return dropBehindFailure(outcomes.sorted { $0.index < $1.index })
    }

    private func dropBehindFailure(
        _ outcomes: [StagingOutcome]
    ) -> (staged: [StagedSource], failure: (any Error)?) {
        let failed = outcomes.firstIndex { $0.error != nil } ?? outcomes.endIndex
        for late in outcomes[failed...] {
            try? catalogue.blobs.discard(late.staged?.blobs ?? [])  // The first error says more.
        }
        return (outcomes[..<failed].compactMap(\.staged), failed < outcomes.endIndex ? outcomes[failed].error : nil)
    }

    private func stage(
        _ source: ImportSource, _ mode: ImportMode, meter: ImportMeter
    ) async throws -> StagedSource {
        var files: [StagedSource.File] = []
        do {
            for file in source.files {
                meter.begin(file.size)
                files.append(try await stage(file, of: source, mode))
            }
        } catch {
            try? catalogue.blobs.discard(files.map(\.staged))  // The first error says more.
            throw error
        }
        return StagedSource(source: source, files: files)
    }

    /// Hashes a file while it is taken over; small texts are named as git names them, everything else by SHA-256.
    private func stage(
        _ file: ImportSource.File, of source: ImportSource, _ mode: ImportMode
    ) async throws -> StagedSource.File {
        let isLarge = ["safetensors", "gguf", "bin", "pt", "pth", "pkl", "joblib", "onnx", "msgpack", "h5", "npz"]
            .contains(file.path.fileExtension)
        let staged = try await catalogue.blobs.stage(
            fileAt: FilePath(file.location), mode: mode, within: FilePath(source.boundary), gitBlob: true)
        let size = staged.facts.size
        let digest = ContentIdentity.sha256(staged.facts.digest)
        let git = staged.gitBlob.map(ContentIdentity.gitBlob)
        var identity = isLarge || size > ByteCount(10_000_000) ? digest : git ?? digest
        if let announced = file.announced {
            guard announced == digest || announced == git else {
                try catalogue.blobs.discard([staged])
                throw Problem(
                    .damaged, "`\(file.location)` is not what its cache says: wanted \(announced), got \(identity)",
                    hint: "delete it from the cache and download it again")
            }
            identity = announced
        }
        let content = ExpectedContent(identity: identity, size: size)
        return StagedSource.File(
            file: ArrivingFile(path: file.path, content: content, isChosen: true), staged: staged)
    }
}
