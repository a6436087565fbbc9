import API
import Domain
import Hub
import Registry

/// One repository in the list.
struct SearchRow: Sendable {
    let owner: String?
    let shortName: String
    let address: String
    let taskName: String?
    let libraryName: String?
    let licenceName: String?
    let downloadCount: String
    let likeCount: String
    let updatedAt: MomentWords?
    let isGated: Bool
    let hubLabel: String?
    let keptPath: String?
    let keptWords: String
    let sizeWords: String?
    let sizeWhy: String
    let fit: FitWords?
    /// Nil for what is no GGUF, or for who may not.
    let run: RunChoice?

    /// - Parameters:
    ///   - kept: the commits that are kept, the current one first.
    ///   - room: nil when nothing is known of the memory here.
    ///   - namesHub: whether there are several Hubs to tell apart.
    ///   - mayRun: whether the visitor may bring models in and run them.
    init(_ row: MergedSearch.Row, kept: [KeptCommit], room: MemoryRoom?, namesHub: Bool, mayRun: Bool) {
        let summary = row.summary
        let id = summary.id
        owner = id.namespace
        shortName = id.name
        address = OfferAddress(repository: id, hub: HubName(row.hub).key).page
        taskName = summary.task
        libraryName = summary.libraryName
        licenceName = summary.tags.licence
        downloadCount = summary.downloads.map(Words.count) ?? "—"
        likeCount = summary.likes.map(Words.count) ?? "—"
        updatedAt = summary.lastModified.map { Words.moment(Timestamp.text($0)) }
        isGated = summary.gate != .open
        hubLabel = namesHub ? HubName(row.hub).label : nil
        let kind = id.kind == .model ? "" : "?kind=\(id.kind.rawValue)"
        keptPath = kept.isEmpty ? nil : PagePaths.model(id.path) + kind
        let isOlder = summary.commit.map { commit in !kept.contains { $0.commit == commit } } ?? false
        keptWords = isOlder ? "kept, another version" : "kept"
        let size = WeightSize(summary)
        sizeWords = Self.words(summary, size)
        sizeWhy = Self.why(size)
        fit = size.flatMap { size in room.map { FitWords(weights: size.bytes, in: $0) } }
        let isGGUF = summary.gguf != nil || summary.tags.contains("gguf")
        run =
            mayRun && isGGUF && id.kind == .model && summary.gate == .open
            ? RunChoice(runReference: id.path, runName: id.path, runHub: HubName(row.hub).address) : nil
    }

    /// Parameters, as the row tells them.
    static func parameters(_ summary: RepositorySummary) -> Int64? {
        summary.parameters?.total ?? summary.gguf?.parameters
    }

    private static func words(_ summary: RepositorySummary, _ size: WeightSize?) -> String? {
        let parts = [
            parameters(summary).map { "\(Words.quantity($0)) parameters" },
            size.map { "\($0.basis == .files ? "" : "about ")\($0.bytes)" },
        ].compactMap(\.self)
        return parts.isEmpty ? nil : parts.joined(separator: ", ")
    }

    private static func why(_ size: WeightSize?) -> String {
        switch size?.basis {
        case .files: "counted from its files; of several quantisations the smallest"
        case .tensors: "from the types of its tensors, which the Hub read"
        case .fourBits: "at the bits of Q4_K_M, from the parameters the Hub read"
        case nil: "this Hub does not tell it in lists"
        }
    }
}
