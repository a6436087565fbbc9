extension RepositoryGrammar {
    /// Whether the segments begin with `refs/pr/1`, `refs/convert/parquet` or their like.
    static func isSpecialReference(_ parts: [String]) -> Bool {
        parts.count > 2 && parts[0] == "refs" && ["pr", "convert", "heads", "tags"].contains(parts[1])
    }

    /// Takes `datasets` off the front; refuses the Hub's other words for things that are no repository of files.
    static func takeKind(_ parts: inout [String]) throws(ReferenceFault) -> RepositoryKind {
        guard let first = parts.first else { return .model }
        let isReserved = ["spaces", "buckets", "collections", "papers", "api", "models"].contains(first)
        guard !isReserved, parts != ["datasets"] else { throw .page(first) }
        guard first == "datasets" else { return .model }
        parts.removeFirst()
        return .dataset
    }

    static func takeRevision(_ parts: inout [String]) throws(ReferenceFault) -> Revision {
        let count = isSpecialReference(parts) ? 3 : 1
        guard parts.count >= count else { throw .revision("") }
        let text = parts.prefix(count).joined(separator: "/")
        parts.removeFirst(count)
        return try revision(text)
    }

    static func revision(_ text: String) throws(ReferenceFault) -> Revision {
        let plain = try ReferenceText.decoded(text)
        guard let revision = Revision(plain) else { throw .revision(plain) }
        return revision
    }

    static func identifier(_ parts: [String], _ kind: RepositoryKind) throws(ReferenceFault) -> RepositoryID {
        guard parts.count <= 2 else { throw .segments(parts.count) }
        guard let name = parts.last, !name.isEmpty else { throw .noName }
        for part in parts {
            guard !part.utf8.contains(UInt8(ascii: "%")) else { throw .escapedName(part) }
            guard RepositoryID.isValidPart(part) else { throw .name(part) }
        }
        guard let id = RepositoryID(parts.joined(separator: "/"), kind: kind) else { throw .name(name) }
        return id
    }

    /// Takes `:Q4_K_M` off the end of a segment.
    static func detachLabel(_ text: String) throws(ReferenceFault) -> (rest: String, label: String?) {
        guard let (rest, label) = ReferenceText.cut(text, at: ":") else { return (text, nil) }
        let isLabel = label.utf8.allSatisfy { ReferenceText.isLetterOrDigit($0) || $0 == 45 || $0 == 46 || $0 == 95 }
        guard isLabel, (1...64).contains(label.utf8.count), label.utf8.first.map(ReferenceText.isLetterOrDigit) == true
        else {
            throw .quantisation(label)
        }
        return (rest, label)
    }

    static func finish(
        hub: String?, id: RepositoryID, revision: Revision?, label: String?, path: [String]
    ) throws(ReferenceFault) -> RepositoryReference {
        guard label == nil || (path.isEmpty && id.kind == .model) else { throw .quantisedFile }
        guard !path.isEmpty else {
            return RepositoryReference(hub: hub, id: id, revision: revision, quantisation: label)
        }
        let plain = try ReferenceText.decoded(path.joined(separator: "/"))
        guard !ReferenceText.climbs(plain) else { throw .parentFolder }
        guard let path = RepositoryPath(plain) else { throw .path(plain) }
        return RepositoryReference(hub: hub, id: id, revision: revision, path: path)
    }

    /// Where `tree`, `blob` … stands. A repository may bear such a word as its name when another one follows it.
    static func pageIndex(_ parts: [String]) -> Int? {
        if parts.count > 3, isPage(parts[2]) { return 2 }
        if parts.count > 2, isPage(parts[1]) { return 1 }
        return parts.count == 3 && isPage(parts[2]) ? 2 : nil
    }
}
