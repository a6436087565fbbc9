import Blobs
import Crypto
import Domain
import SystemPackage
package import Wire

/// Takes in what is on disk already, without copying where that is possible and safe, and hashes everything it takes.
package struct Importer: Sendable {
    let catalogue: Catalogue

    /// Bytes done, bytes in all, and what is being done.
    package typealias Progress = @Sendable (_ done: Int64, _ total: Int64, _ what: String) -> Void

    package init(catalogue: Catalogue) { self.catalogue = catalogue }

    /// Imports a folder, a Hugging Face cache, a weight file or a package; with `dryRun` only says what it found.
    package func run(_ request: ImportRequest, dryRun: Bool, progress: @escaping Progress) async throws
        -> [ImportReport]
    {
        if request.path.lowercased().hasSuffix(".zip") {
            return [try await importPackage(request, dryRun: dryRun, progress: progress)]
        }
        var reports: [ImportReport] = []
        let sources = try ImportSource.find(at: request.path, name: request.name)
        guard !sources.isEmpty else { throw RegistryError.nothingChosen(repository: request.path) }
        for source in sources {
            reports.append(try await take(source, request.mode, dryRun: dryRun, progress: progress))
        }
        return reports
    }

    private func take(
        _ source: ImportSource, _ mode: ImportMode, dryRun: Bool, progress: Progress
    ) async throws -> ImportReport {
        if dryRun {
            return ImportReport(
                name: source.repository.path, kind: source.repository.kind.rawValue, commit: source.commit?.hex ?? "",
                files: source.files.count, sizeBytes: source.files.map(\.size).reduce(0, +),
                how: "would be taken in from \(source.origin)")
        }
        let gate = try await catalogue.blobs.holdAgainstPruning()
        defer { withExtendedLifetime(gate) {} }
        var placed: [(file: ArrivingFile, staged: StagedBlob)] = []
        let total = source.files.map(\.size).reduce(0, +)
        var done: Int64 = 0
        do {
            for file in source.files {
                progress(done, total, "hashing")
                done += file.size
                placed.append(try await stage(file, of: source, mode))
            }
        } catch {
            try? catalogue.blobs.discard(placed.map(\.staged))  // The first error says more.
            throw error
        }
        let staged = placed.map(\.staged)
        // Replacing: a damaged blob of the same length must not outlive good bytes.
        try await catalogue.blobs.commit(staged, replacing: true)
        let files = placed.map(\.file)
        let version = try await catalogue.keep(
            Arrival(
                repository: source.repository, commit: source.commit ?? Self.commit(of: files),
                revision: source.revision,
                source: source.origin, info: try StoredInfo().text, selection: "everything in \(source.origin)",
                quantisation: nil, files: files, isListing: false),
            placed: placed.map { ($0.file.content.identity, $0.staged.facts) })
        return ImportReport(
            name: source.repository.path, kind: source.repository.kind.rawValue, commit: version.hex,
            files: files.count,
            sizeBytes: files.map(\.content.size).total().bytes, how: Self.how(staged))
    }

    /// Hashes a file while it is taken over; small texts are named as git names them, everything else by SHA-256.
    private func stage(
        _ file: ImportSource.File, of source: ImportSource, _ mode: ImportMode
    ) async throws -> (file: ArrivingFile, staged: StagedBlob) {
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
        return (ArrivingFile(path: file.path, content: content, isChosen: true), staged)
    }

    /// A commit for files that have none: a name that is the same for the same files.
    private static func commit(of files: [ArrivingFile]) -> GitObjectID {
        var hash = Insecure.SHA1()
        for file in files { hash.update(data: Array("\(file.path)\0\(file.content.identity)\0".utf8)) }
        guard let id = GitObjectID(bytes: Array(hash.finalize())) else { preconditionFailure("SHA-1 is 20 bytes") }
        return id
    }

    private static func how(_ staged: [StagedBlob]) -> String {
        let counts = Dictionary(grouping: staged, by: \.origin).mapValues(\.count)
        let words: [(BlobOrigin, String)] = [
            (.reflink, "reflinked"), (.hardlink, "hard-linked"), (.copy, "copied"), (.written, "written"),
        ]
        return words.compactMap { origin, word in counts[origin].map { "\($0) \(word)" } }.joined(separator: ", ")
    }
}
