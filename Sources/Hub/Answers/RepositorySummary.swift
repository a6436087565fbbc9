package import Domain
package import FoundationEssentials
package import Wire

/// One row of a search: what a Hub says of a repository without being asked for more. Absent means the Hub did not say.
package struct RepositorySummary: Hashable, Sendable {
    package var id: RepositoryID
    /// The Hub's own key, which survives renames.
    package var internalID: String?
    package var author: String?
    package var commit: GitObjectID?
    package var isPrivate = false
    package var gate = Gate.open
    package var isDisabled = false
    package var downloads: Int64?
    package var downloadsAllTime: Int64?
    package var likes: Int64?
    package var trendingScore: Double?
    package var tags: [String] = []
    /// The Hub's `pipeline_tag`: `text-generation`, …
    package var task: String?
    /// `transformers`, `gguf`, …
    package var libraryName: String?
    package var createdAt: Date?
    package var lastModified: Date?
    /// Parameter counts, where the question asked for sizes and the Hub has read them.
    package var parameters: RepositoryInfo.Parameters?
    package var gguf: RepositoryInfo.GGUF?
    /// Bytes that running it loads at least, counted from its files: the smallest quantisation where it offers several.
    package var weightBytes: ByteCount?

    /// A row of which only the name is known.
    package init(id: RepositoryID) {
        self.id = id
        author = id.namespace
    }

    /// Reads a row; a field of an unexpected type counts as absent. Nil without a valid id.
    package init?(json: JSONValue, kind: RepositoryKind) {
        guard let name = json["id"]?.string ?? json["modelId"]?.string, let id = RepositoryID(name, kind: kind) else {
            return nil
        }
        self.init(id: id)
        internalID = json["_id"]?.string
        author = json["author"]?.string ?? id.namespace
        commit = json["sha"]?.string.flatMap { GitObjectID($0) }
        isPrivate = json["private"]?.bool ?? false
        gate = Gate(json: json["gated"])
        isDisabled = json["disabled"]?.bool ?? false
        downloads = json["downloads"]?.integer
        downloadsAllTime = json["downloadsAllTime"]?.integer
        likes = json["likes"]?.integer
        trendingScore = json["trendingScore"]?.double
        tags = json["tags"]?.strings ?? []
        task = json["pipeline_tag"]?.string
        libraryName = json["library_name"]?.string
        createdAt = json["createdAt"]?.string.flatMap(Timestamp.parse)
        lastModified = json["lastModified"]?.string.flatMap(Timestamp.parse)
        parameters = RepositoryInfo.Parameters(json: json["safetensors"])
        gguf = RepositoryInfo.GGUF(json: json["gguf"])
    }
}
