import Domain

/// A field of an answer about a repository, spelt as on the wire.
package enum MirrorField: String, Hashable, Sendable, CaseIterable {
    case author, baseModels, cardData, childrenModelCount, citation, config, createdAt, description, disabled, downloads
    case downloadsAllTime, evalResults, gated, gguf, inference, inferenceProviderMapping, lastModified
    case libraryName = "library_name"
    case likes, mainSize
    case maskToken = "mask_token"
    case modelId
    case modelIndex = "model-index"
    case paperswithcodeID = "paperswithcode_id"
    case pipelineTag = "pipeline_tag"
    case `private`, resourceGroup, safetensors, sha, siblings, spaces, tags, transformersInfo, trendingScore
    case usedStorage, widgetData, xetEnabled

    private static let common: Set<MirrorField> = [
        .author, .cardData, .createdAt, .disabled, .downloads, .downloadsAllTime, .gated, .lastModified, .likes,
        .private,
        .resourceGroup, .sha, .siblings, .tags, .trendingScore, .usedStorage, .xetEnabled,
    ]
    private static let ofDatasets: Set<MirrorField> = [.citation, .description, .mainSize, .paperswithcodeID]

    /// The fields that mean something for a kind.
    static func known(for kind: RepositoryKind) -> Set<MirrorField> {
        switch kind {
        case .model: Set(allCases).subtracting(ofDatasets)
        case .dataset: common.union(ofDatasets)
        }
    }

    /// Whether `expand` may name it; `modelId` only repeats the id.
    func isExpandable(for kind: RepositoryKind) -> Bool { self != .modelId && Self.known(for: kind).contains(self) }
}
