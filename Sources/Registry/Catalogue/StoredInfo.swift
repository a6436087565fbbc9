import Domain
import Hub
package import Wire

/// What a Hub said of a version when it was pulled, as the row keeps it and the mirror says it again.
package struct StoredInfo: Codable, Sendable {
    package var tags: [String] = []
    package var task: String?
    package var library: String?
    /// `false`, `auto` or `manual`.
    package var gated = ungated
    package var downloads: Int64?
    package var likes: Int64?
    /// ISO 8601, as the Hub wrote them.
    package var createdAt: String?
    package var lastModified: String?
    package var cardData: JSONValue?
    package var config: JSONValue?
    package var parameters: Int64?

    private static let ungated = "false"

    package init() {}

    init(_ info: RepositoryInfo) {
        tags = info.summary.tags
        task = info.summary.task
        library = info.summary.libraryName
        gated = info.summary.gate.rawValue
        downloads = info.summary.downloads
        likes = info.summary.likes
        createdAt = info.summary.createdAt.map(Timestamp.text)
        lastModified = info.summary.lastModified.map(Timestamp.text)
        cardData = info.cardData
        config = info.config
        parameters = info.parameters?.total ?? info.gguf?.parameters
    }

    /// Of something no Hub described: what its own files say.
    init(_ facets: ModelFacets) {
        tags = facets.tags
        if let tag = facets.license.map({ String.tag(.licence, $0) }), !tags.contains(tag) { tags.append(tag) }
        task = facets.task
        library = facets.library
        cardData = facets.cardData
        parameters = facets.parameters
    }

    /// With what another knows beside it.
    func completed(by other: StoredInfo) -> StoredInfo {
        var all = self
        all.tags += other.tags.filter { !tags.contains($0) }
        all.task = task ?? other.task
        all.library = library ?? other.library
        if gated == Self.ungated { all.gated = other.gated }
        all.downloads = downloads ?? other.downloads
        all.likes = likes ?? other.likes
        all.createdAt = createdAt ?? other.createdAt
        all.lastModified = lastModified ?? other.lastModified
        all.cardData = cardData ?? other.cardData
        all.config = config ?? other.config
        all.parameters = parameters ?? other.parameters
        return all
    }

    /// Nothing known when the row holds something else.
    package init(stored text: String) {
        self = (try? WireJSON.decodeExactly(StoredInfo.self, from: text)) ?? StoredInfo()  // unknown, as said above
    }

    var text: String { get throws { try WireJSON.exactText(self) } }
}
