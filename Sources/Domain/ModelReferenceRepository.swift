/// A repository of a Hub as a person named it, with what else the name said.
package struct RepositoryReference: Hashable, Sendable, CustomStringConvertible {
    /// The base address of the Hub, without a slash at its end, when the reference named a host; nil means the
    /// default Hub. Every name of huggingface.co is `https://huggingface.co`.
    package let hub: String?
    package let id: RepositoryID
    /// Nil means the Hub's default branch.
    package let revision: Revision?
    /// The label in upper case, such as `Q4_K_M`; nil when nothing was said. Only for whole models.
    package let quantisation: String?
    /// One file, or one folder, of the repository.
    package let path: RepositoryPath?

    /// Built from parts. A label beside a path or on a dataset is dropped: there is nothing left to choose. A path
    /// on a named Hub, or under a name of one segment, is at `main` unless a revision is given: such a reference
    /// cannot be written without one.
    ///
    /// `hub` must be as `ModelReference` writes it, for the description to be read back.
    package init(
        hub: String? = nil, id: RepositoryID, revision: Revision? = nil, quantisation: String? = nil,
        path: RepositoryPath? = nil
    ) {
        self.hub = hub
        self.id = id
        let needsRevision = path != nil && (hub != nil || id.namespace == nil)
        self.revision = needsRevision ? revision ?? .main : revision
        self.quantisation = path == nil && id.kind == .model ? quantisation?.uppercased() : nil
        self.path = path
    }

    /// The canonical text; see `ModelReference` for the forms.
    package var description: String {
        let name = (id.kind == .dataset ? "datasets/" : "") + id.path
        let label = quantisation.map { ":" + $0 } ?? ""
        let encoded = revision.map { "@" + ReferenceText.encoded($0.name, and: "/#") } ?? ""
        let file = path.map { "/" + ReferenceText.encoded($0.text, and: "?#") } ?? ""
        if let hub {
            return "\(hub)/" + (isAmbiguousPage ? name + encoded + label + file : page(name, label, file))
        }
        guard path == nil, !isLikeHost else { return "hf://" + name + encoded + label + file }
        return name + (revision.map { "@" + ReferenceText.encoded($0.name) } ?? "") + label
    }

    /// The address a browser shows: a file at `/blob/`, else the short form behind the host.
    private func page(_ name: String, _ label: String, _ file: String) -> String {
        let segment = revision.map { ReferenceText.encoded($0.name, and: "/#") }
        guard path != nil, let segment else { return name + (segment.map { "@" + $0 } ?? "") + label }
        return "\(name)/blob/\(segment)\(file)"
    }

    /// Whether a part is one of the words by which a Hub's pages are told apart, or its base path.
    private var isAmbiguousPage: Bool {
        [id.namespace ?? "", id.name, revision?.name ?? ""].contains(where: RepositoryGrammar.isPage)
            || id.path == "hub"
    }

    /// Whether the first part would be read as a host.
    private var isLikeHost: Bool {
        HubAddress.isBareHost(id.namespace ?? id.name) || HubAddress.looksLikeHost(id.namespace ?? "")
    }
}
