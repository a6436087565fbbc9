package import Domain
import Wire

extension RepositorySummary {
    /// Fills in what a Hub would tell from a repository's own card and file names. What is known already stays; of tags, the
    /// known ones come last.
    package mutating func read(readme: [UInt8], paths: [RepositoryPath]) {
        var told: [String]
        switch id.kind {
        case .model:
            let card = ModelCard(readme)
            task = task ?? card.pipelineTag
            libraryName = libraryName ?? card.libraryName
            told = Self.tags(of: card)
            told += ["gguf", "safetensors", "onnx"].filter { kind in paths.contains { $0.fileExtension == kind } }
        case .dataset: told = Self.tags(of: DatasetCard(readme))
        }
        var seen: Set<String> = []
        tags = (told + tags).filter { seen.insert($0).inserted }
    }

    private static func tags(of card: ModelCard) -> [String] {
        var tags = card.tags + card.languages
        tags += [card.libraryName, card.pipelineTag].compactMap { $0 }
        tags += card.license.map { [.tag(.licence, $0)] } ?? []
        for base in card.baseModels {
            tags.append("base_model:\(base)")
            if let relation = card.baseModelRelation { tags.append("base_model:\(relation):\(base)") }
        }
        return tags + card.datasets.map { "dataset:\($0)" } + ["region:us"]
    }

    private static func tags(of card: DatasetCard) -> [String] {
        var tags = card.tags + card.languages.map { "language:\($0)" } + card.licenses.map { .tag(.licence, $0) }
        tags += card.taskCategories.map { "task_categories:\($0)" } + card.taskIDs.map { "task_ids:\($0)" }
        return tags + card.sizeCategories.map { "size_categories:\($0)" } + ["region:us"]
    }
}

extension RepositoryInfo {
    /// Fills in what a Hub would tell from a repository's own card and `config.json`; what those do not say stays as it is.
    package mutating func read(readme: [UInt8], configuration: [UInt8]?) {
        let card = ModelCard(readme)
        cardData = card.frontMatter ?? cardData
        modelIndex = card.modelIndex ?? modelIndex
        let told = configuration.flatMap { JSONValue(bytes: $0) }?.object.map {
            JSONValue.object($0.filter { ["architectures", "model_type", "auto_map"].contains($0.key) })
        }
        config = told ?? config
        let bases = card.baseModels.compactMap { RepositoryID($0) }
        if id.kind == .model, !bases.isEmpty {
            baseModels = BaseModels(relation: card.baseModelRelation, models: bases)
        }
    }
}
