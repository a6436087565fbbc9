import Domain

/// What a list of files offers to someone who needs one quantisation of it.
struct QuantisationOffer {
    private let models: [QuantisationSet]
    private let projectors: [SelectableFile]
    private let companions: [SelectableFile]

    /// A decision; `files` nil means all of them.
    struct Pick {
        var files: Set<RepositoryPath>?
        var label: String?
        var reason: String?
    }

    init(_ files: [SelectableFile]) {
        var byRole: [FileRole: [SelectableFile]] = [:]
        for file in files { byRole[FileRole(file), default: []].append(file) }
        // Where there is nothing but adapters, they are what the repository is for.
        models = QuantisationSet.all(of: byRole[.model] ?? byRole[.adapter] ?? [])
        projectors = byRole[.projector] ?? []
        companions = byRole[.companion] ?? []
    }

    private var whole: [QuantisationSet] { models.filter { $0.missingCount == 0 } }

    var available: [Selection.Quantisation] {
        whole.map { Selection.Quantisation(label: $0.label, size: $0.size) }
    }

    func pick(_ choice: FileChoice, memory: ByteCount?) throws(SelectionError) -> Pick {
        if let label = choice.quantisation { return try asked(label) }
        if choice.everything || !choice.include.isEmpty { return Pick() }
        if models.count == 1, let only = models.first {
            try check(only)
            return Pick(label: only.label)
        }
        guard let first = models.first else { return Pick() }
        let fit = MemoryFit(sets: whole, beside: projector?.size ?? .zero, memory: memory)
        guard let best = fit.best() else {
            try check(first)
            return Pick()
        }
        return taking(best.set, reason: best.reason)
    }

    private func asked(_ label: String) throws(SelectionError) -> Pick {
        guard !models.isEmpty else { throw .noQuantisations(label) }
        let upper = label.uppercased()
        let found = models.first { $0.label == upper } ?? models.first { $0.label == "UD-" + upper }
        guard let found else { throw .unknownQuantisation(label, available: available) }
        try check(found)
        return taking(found, reason: "\(found.label) (\(found.size)), as asked")
    }

    private func check(_ set: QuantisationSet) throws(SelectionError) {
        guard set.missingCount == 0 else {
            throw .missingParts(
                set.label, paths: set.missing.map(HeaderError.shown), count: set.missingCount)
        }
    }

    private func taking(_ set: QuantisationSet, reason: String) -> Pick {
        let files = set.files + companions + (projector.map { [$0] } ?? [])
        return Pick(files: Set(files.map(\.path)), label: set.label, reason: reason)
    }

    /// The one projector to take: F16 where there is a choice, the smallest where no usual type is offered.
    private var projector: SelectableFile? {
        for label in ["F16", "BF16", "F32", "Q8_0"] {
            if let file = projectors.first(where: { QuantisationLabel(of: $0.path.name)?.text == label }) {
                return file
            }
        }
        return projectors.min { $0.size < $1.size }
    }
}
