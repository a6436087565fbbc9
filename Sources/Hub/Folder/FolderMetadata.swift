import FoundationEssentials
import Wire

/// What a `.roost.json` says of a repository's folder: the facts that a Hub knows and files do not.
struct FolderMetadata: Hashable, Sendable {
    static let fileName = ".roost.json"
    static let maximumBytes = 1 << 20

    var gate = Gate.open
    var createdAt: Date?
    var likes: Int64?
    var downloads: Int64?
    var tags: [String] = []

    init() {}

    /// Nil when it is no JSON object.
    init?(_ bytes: [UInt8]) {
        guard let json = JSONValue(bytes: bytes), json.object != nil else { return nil }
        gate = Gate(json: json["gated"])
        createdAt = json["createdAt"]?.string.flatMap(Timestamp.parse)
        likes = json["likes"]?.integer
        downloads = json["downloads"]?.integer
        tags = json["tags"]?.strings ?? []
    }
}
