import Domain

/// Which fields an answer about a repository holds, besides `_id` and `id`.
package struct MirrorFields: Hashable, Sendable {
    package var names: Set<MirrorField>
    /// Whether siblings come with size and hashes.
    package var detailsFiles = false

    /// A row of a list of models when nothing special is asked.
    package static let row = MirrorFields(names: row(of: .model))

    package init(names: Set<MirrorField>) { self.names = names }

    /// For a list: `full`, `config`, `cardData`, or `expand` instead of them.
    init(list form: FormItems, kind: RepositoryKind) throws(MirrorError) {
        if let expanded = try Self.expanded(form, kind: kind) {
            names = expanded
            return
        }
        names = Self.row(of: kind)
        if form.flag("full") == true { names.formUnion([.author, .sha, .lastModified, .gated, .disabled, .siblings]) }
        if form.flag("config") == true { names.insert(.config) }
        if form.flag("cardData") == true { names.insert(.cardData) }
    }

    /// For one repository: everything known, or what `expand` names; `blobs` adds sizes and hashes.
    init(info form: FormItems, kind: RepositoryKind) throws(MirrorError) {
        if let expanded = try Self.expanded(form, kind: kind) {
            names = expanded
        } else {
            names = MirrorField.known(for: kind).subtracting([.trendingScore])
        }
        detailsFiles = form.flag("blobs") ?? false
    }

    private static func row(of kind: RepositoryKind) -> Set<MirrorField> {
        let common: Set<MirrorField> = [.likes, .trendingScore, .private, .downloads, .tags, .createdAt]
        return switch kind {
        case .model: common.union([.modelId, .pipelineTag, .libraryName])
        case .dataset: common.union([.author, .sha, .lastModified, .gated, .disabled, .description])
        }
    }

    private static func expanded(_ form: FormItems, kind: RepositoryKind) throws(MirrorError) -> Set<MirrorField>? {
        let asked = form.all("expand", commas: true)
        guard !asked.isEmpty else { return nil }
        var names: Set<MirrorField> = []
        for text in asked {
            guard let name = MirrorField(rawValue: text), name.isExpandable(for: kind) else {
                throw .badRequest("invalid expand \"\(text)\"")
            }
            names.insert(name)
        }
        return names
    }
}
