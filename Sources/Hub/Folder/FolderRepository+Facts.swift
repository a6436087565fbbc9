import Domain
import FoundationEssentials
import Wire

/// What a Hub would say of the repository, told from its card and its files.
extension FolderRepository {
    func summary(of files: [FolderFile]) throws -> RepositorySummary {
        let readme = try small("README.md", among: files, limit: Self.maximumCard) ?? []
        var row = RepositorySummary(id: id)
        row.gate = metadata.gate
        row.likes = metadata.likes
        row.downloads = metadata.downloads
        row.lastModified = files.map(\.stamp.modifiedSeconds).max().map { Date(timeIntervalSince1970: $0) }
        row.createdAt =
            metadata.createdAt ?? files.map(\.stamp.modifiedSeconds).min().map { Date(timeIntervalSince1970: $0) }
        switch id.kind {
        case .model:
            let card = ModelCard(readme)
            row.task = card.pipelineTag
            row.libraryName = card.libraryName
            row.tags = Self.unique(tags(of: card) + tags(of: files) + metadata.tags)
        case .dataset:
            row.tags = Self.unique(tags(of: DatasetCard(readme)) + metadata.tags)
        }
        return row
    }

    func info(_ snapshot: FolderSnapshot, asked: RepositoryID) throws -> RepositoryInfo {
        var summary = try summary(of: snapshot.found)
        summary.commit = snapshot.commit
        var info = RepositoryInfo(asked: asked, summary: summary)
        info.fileNames = snapshot.files.map(\.path.text)
        info.usedStorage = snapshot.files.map(\.size).total()
        let readme = try small("README.md", among: snapshot.found, limit: Self.maximumCard) ?? []
        let card = ModelCard(readme)
        info.cardData = card.frontMatter
        info.modelIndex = card.modelIndex
        let configuration = try small("config.json", among: snapshot.found, limit: Self.maximumCard)
        let config = configuration.flatMap { JSONValue(bytes: $0) }
        info.config = config?.object.map {
            .object($0.filter { ["architectures", "model_type", "auto_map"].contains($0.key) })
        }
        let bases = card.baseModels.compactMap { RepositoryID($0) }
        if id.kind == .model, !bases.isEmpty {
            info.baseModels = RepositoryInfo.BaseModels(relation: card.baseModelRelation, models: bases)
        }
        return info
    }

    private func tags(of card: ModelCard) -> [String] {
        var tags = card.tags + card.languages
        tags += [card.libraryName, card.pipelineTag].compactMap { $0 }
        tags += card.license.map { ["license:\($0)"] } ?? []
        for base in card.baseModels {
            tags.append("base_model:\(base)")
            if let relation = card.baseModelRelation { tags.append("base_model:\(relation):\(base)") }
        }
        return tags + card.datasets.map { "dataset:\($0)" } + ["region:us"]
    }

    private func tags(of card: DatasetCard) -> [String] {
        var tags = card.tags + card.languages.map { "language:\($0)" } + card.licenses.map { "license:\($0)" }
        tags += card.taskCategories.map { "task_categories:\($0)" } + card.taskIDs.map { "task_ids:\($0)" }
        return tags + card.sizeCategories.map { "size_categories:\($0)" } + ["region:us"]
    }

    private func tags(of files: [FolderFile]) -> [String] {
        ["gguf", "safetensors", "onnx"].filter { kind in files.contains { $0.path.fileExtension == kind } }
    }

    private static func unique(_ tags: [String]) -> [String] {
        var seen: Set<String> = []
        return tags.filter { seen.insert($0).inserted }
    }
}
