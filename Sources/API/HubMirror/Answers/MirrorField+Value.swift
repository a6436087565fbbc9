import Domain
import Wire

extension MirrorField {
    /// What the field says of a repository; nil when that is not known here, and the field is left out.
    func value(_ row: MirrorSummary, files: [MirrorFile], detailed: Bool) -> JSONValue? {
        switch self {
        case .author: row.id.namespace.map(JSONValue.string)
        case .cardData: row.cardData
        case .config: row.config
        case .createdAt: .date(row.createdAt)
        case .description: row.description.map(JSONValue.string)
        case .disabled: .bool(row.isDisabled)
        case .downloads: row.downloads.map(JSONValue.integer)
        case .gated: row.gate.json
        case .gguf: row.gguf
        case .lastModified: .date(row.lastModified)
        case .libraryName: row.libraryName.map(JSONValue.string)
        case .likes: row.likes.map(JSONValue.integer)
        case .modelId: .string(row.id.path)
        case .modelIndex: row.modelIndex
        case .pipelineTag: row.pipelineTag.map(JSONValue.string)
        case .private: .bool(row.isPrivate)
        case .safetensors: row.safetensors
        case .sha: .string(row.commit.hex)
        case .siblings: .array(files.map { $0.sibling(detailed: detailed) })
        case .tags: .array(row.tags.map(JSONValue.string))
        case .usedStorage: .integer(files.map(\.size).total().bytes)
        case .baseModels, .childrenModelCount, .citation, .downloadsAllTime, .evalResults, .inference,
            .inferenceProviderMapping, .mainSize, .maskToken, .paperswithcodeID, .resourceGroup, .spaces,
            .transformersInfo, .trendingScore, .widgetData, .xetEnabled:
            nil
        }
    }
}

extension MirrorSummary {
    fileprivate var modelIndex: JSONValue? {
        guard case .object(let card) = cardData else { return nil }
        return card["model-index"]
    }
}
