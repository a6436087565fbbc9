/// How a text without white space names a repository.
enum RepositoryGrammar {
    /// The words that stand between a repository and a revision in a Hub's addresses.
    static func isPage(_ segment: String) -> Bool {
        ["tree", "blob", "resolve", "raw", "commit", "commits"].contains(segment)
    }

    static func parse(_ text: String) throws(ReferenceFault) -> RepositoryReference {
        if let (scheme, rest) = HubAddress.scheme(of: text) {
            guard ["hf", "http", "https"].contains(scheme) else { throw .scheme(scheme) }
            guard rest.utf8.starts(with: "//".utf8) else { throw .host("`//` is missing after `\(scheme):`") }
            let tail = String(rest.unicodeScalars.dropFirst(2))
            return scheme == "hf" ? try repository(hub: nil, segments(of: tail)) : try address(scheme: scheme, tail)
        }
        let parts = ReferenceText.split(text, at: "/")
        if HubAddress.isBareHost(parts[0]) { return try address(scheme: "https", text) }
        let name = String(parts[0].unicodeScalars.prefix { $0 != "@" && $0 != ":" })
        // A colon before a slash is a port: a label ends the text.
        let hasPort = parts.count > 1 && parts[0].unicodeScalars.contains(":")
        guard !hasPort, !HubAddress.looksLikeHost(name) else { throw .bareHost(parts[0]) }
        return try short(text)
    }

    /// `[datasets/]org/name[@rev][:label]`, where the revision may contain slashes.
    private static func short(_ text: String) throws(ReferenceFault) -> RepositoryReference {
        let (rest, label) = try detachLabel(text)
        let (names, revision) = ReferenceText.cut(rest, at: "@").map { ($0.head, $0.tail) } ?? (rest, nil)
        var parts = ReferenceText.split(names, at: "/")
        while parts.count > 1, parts.last == "", revision == nil, label == nil { parts.removeLast() }
        let kind = try takeKind(&parts)
        if parts.count > 2 {
            guard !parts[0].utf8.contains(UInt8(ascii: ".")) else { throw .bareHost(parts[0]) }
            throw .segments(parts.count)
        }
        return try finish(
            hub: nil, id: try identifier(parts, kind), revision: try revision.map(Self.revision), label: label, path: []
        )
    }

    /// What follows `http://` or `https://`: authority, an optional base path, the repository.
    private static func address(scheme: String, _ rest: String) throws(ReferenceFault) -> RepositoryReference {
        let authority = String(rest.unicodeScalars.prefix { $0 != "/" && $0 != "?" && $0 != "#" })
        var hub = try HubAddress.base(scheme: scheme, authority: authority)
        var parts = segments(of: String(rest.unicodeScalars.dropFirst(authority.unicodeScalars.count)))
        if parts.first == "" { parts.removeFirst() }
        if hub != HubAddress.huggingFace, parts.first == "hub", parts.count > 1 {
            hub += "/hub"
            parts.removeFirst()
        }
        return try repository(hub: hub, parts)
    }

    /// The segments of an address, without its query, its fragment and slashes at its end.
    private static func segments(of text: String) -> [String] {
        let path = String(text.unicodeScalars.prefix { $0 != "?" && $0 != "#" })
        var parts = ReferenceText.split(path, at: "/")
        while parts.last == "" { parts.removeLast() }
        return parts
    }

    /// `[datasets/]org/name` followed by `@rev[:label][/path]` or nothing; behind a host also by `/tree/rev[/path]`
    /// and its like, behind `hf://` also by a path.
    private static func repository(hub: String?, _ segments: [String]) throws(ReferenceFault) -> RepositoryReference {
        var parts = segments
        let kind = try takeKind(&parts)
        guard !parts.isEmpty else { throw .noName }
        if let at = parts.prefix(2).firstIndex(where: { $0.unicodeScalars.contains("@") }) {
            return try pinned(hub: hub, parts, at: at, kind)
        }
        if hub != nil, let page = pageIndex(parts) {
            var rest = Array(parts[(page + 1)...])
            let revision = rest.isEmpty ? nil : try takeRevision(&rest)
            let id = try identifier(Array(parts[..<page]), kind)
            return try finish(hub: hub, id: id, revision: revision, label: nil, path: rest)
        }
        if hub != nil, parts.count > 2 { throw .page(parts[2]) }
        let (last, label) = try detachLabel(parts[min(1, parts.count - 1)])
        let id = try identifier(parts.prefix(2).dropLast() + [last], kind)
        return try finish(hub: hub, id: id, revision: nil, label: label, path: Array(parts.dropFirst(2)))
    }

    private static func pinned(
        hub: String?, _ parts: [String], at: Int, _ kind: RepositoryKind
    ) throws(ReferenceFault) -> RepositoryReference {
        guard let (name, tail) = ReferenceText.cut(parts[at], at: "@") else { throw .noName }
        var rest = [tail] + parts[(at + 1)...]
        // The label stands behind the last segment of the revision, which is the third one of `refs/pr/1`.
        let last = isSpecialReference(rest) ? 2 : 0
        let (bare, label) = try detachLabel(rest[last])
        rest[last] = bare
        let revision = try takeRevision(&rest)
        let id = try identifier(Array(parts[..<at]) + [name], kind)
        return try finish(hub: hub, id: id, revision: revision, label: label, path: rest)
    }
}
