import Blobs
import Domain
import Hub

/// Reads what the catalogue shows of a version from its files: the card, and the headers of its weights.
///
/// A file that cannot be read leaves its facets unknown; the bytes are proved by then, and a strange header is no reason to lose them.
struct FacetReading: Sendable {
    let files: [ArrivingFile]
    let info: StoredInfo
    /// Opens the bytes of one of the files.
    let open: @Sendable (ArrivingFile) async throws -> BlobReader

    func facets() async -> ModelFacets {
        var facets = ModelFacets()
        facets.task = info.task
        facets.library = info.library
        facets.tags = info.tags
        facets.downloads = info.downloads ?? 0
        facets.likes = info.likes ?? 0
        facets.madeAt = info.createdAt
        facets.changedAt = info.lastModified
        if let card = await card() {
            facets.task = facets.task ?? card.pipelineTag
            facets.library = facets.library ?? card.libraryName
            facets.license = card.license
            facets.tags +=
                (card.tags + card.baseModels.map { .tag(.baseModel, $0) } + card.datasets.map { .tag(.dataset, $0) })
                .filter { !facets.tags.contains($0) }
            facets.cardData = card.frontMatter
            facets.card = String(card.body.prefix(100_000))
        }
        facets.license = facets.license ?? info.tags.licence
        await readHeader(into: &facets)
        return facets
    }

    private func card() async -> ModelCard? {
        guard let file = files.first(where: { $0.path.text == "README.md" }) else { return nil }
        guard let bytes = try? await bytes(of: file, limit: 1 << 20) else { return nil }  // unknown, as said above
        return ModelCard(bytes)
    }

    private func readHeader(into facets: inout ModelFacets) async {
        let weights = files.filter { ["gguf", "safetensors"].contains($0.path.fileExtension) }
        guard let file = weights.max(by: { $0.content.size < $1.content.size }) else { return }
        guard let reader = try? await reader(of: file) else { return }  // as said above
        if file.path.fileExtension == "gguf", let header = try? await GGUFHeader.read(from: reader) {  // as said above
            facets.architecture = header.architecture
            facets.parameters = header.parameterCount
            facets.contextLength = header.contextLength.map(Int64.init)
            facets.license = facets.license ?? header.license?.id
        } else if let header = try? await SafetensorsHeader.read(from: reader) {  // as said above
            facets.parameters = header.parameterCount
        }
    }

    private func bytes(of file: ArrivingFile, limit: Int64) async throws -> [UInt8] {
        let reader = try await reader(of: file)
        return try await reader.read(0..<min(limit, reader.size))
    }

    private func reader(of file: ArrivingFile) async throws -> BlobRanges {
        BlobRanges(reader: try await open(file))
    }
}

extension [ArrivingFile] {
    /// These, and those that the version shows already beside them.
    func with(shownBy version: KeptVersion?) -> [ArrivingFile] {
        let paths = Set(map(\.path))
        return self
            + (version?.files ?? []).filter { !paths.contains($0.path) }.map { file in
                ArrivingFile(
                    path: file.path, content: ExpectedContent(identity: file.identity, size: file.size),
                    isChosen: true)
            }
    }
}

extension Catalogue {
    /// The bytes of a file that has arrived in the store.
    func open(_ file: ArrivingFile, of repository: RepositoryID) async throws -> BlobReader {
        let identity = file.content.identity
        guard let facts = try await facts(of: [identity])[identity] else {
            throw RegistryError.fileNotKept(model: repository.path, path: file.path.text)
        }
        return try blobs.open(facts.digest)
    }
}
