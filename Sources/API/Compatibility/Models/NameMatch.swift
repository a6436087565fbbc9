import Wire

/// How well a model's name and tags fit the words of a query.
struct NameMatch: Sendable {
    private let words: [String]

    init(_ query: String) {
        words = query.lowercased().split { !$0.isLetter && !$0.isNumber }.prefix(16).map(String.init)
    }

    /// The share of the words that stand in the name, those in tags or task counting half: 0…1; 1 without a query.
    func score(_ row: HubModelRow) -> Double {
        guard !words.isEmpty else { return 1 }
        let name = row.id.lowercased()
        let tags = (row.tags + [row.task ?? ""]).map { $0.lowercased() }
        let sum = words.reduce(0.0) { sum, word in
            sum + (name.contains(word) ? 1 : tags.contains { $0.contains(word) } ? 0.5 : 0)
        }
        return sum / Double(words.count)
    }
}

extension HubModelInfo {
    /// What a list says of a model; the rest is unknown.
    init(_ row: HubModelRow) {
        self.init(
            id: row.id, name: String(row.id.split(separator: "/").last ?? ""), tags: row.tags, gated: row.gated,
            hub: row.hub)
        pipelineTag = row.task
        library = row.library
        license = row.license
        downloads = row.downloads
        likes = row.likes
        modified = row.lastModified
    }
}
