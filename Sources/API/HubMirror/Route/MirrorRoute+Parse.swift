import Domain
package import HTTPTypes

extension MirrorRoute {
    /// Reads a path as it stood in the request, before any decoding: a revision may hide slashes as `%2F`.
    ///
    /// `path` begins with `/` and leaves out where the mirror is mounted. Throws what the client is to be told.
    package init(_ path: Substring, method: HTTPRequest.Method) throws(MirrorError) {
        var segments = path.split(separator: "/", omittingEmptySubsequences: false).map(String.init)[...]
        guard segments.popFirst() == "" else { throw .noSuchPage }
        if segments.count > 1, segments.last == "" { segments.removeLast() }
        self = try segments.first == "api" ? Self.api(segments.dropFirst()) : Self.file(segments)
        switch (self, method) {
        case (.repository(_, .pathsInfo), .post): break
        case (.repository(_, .pathsInfo), _): throw .methodNotAllowed
        case (_, .get), (_, .head): break
        default: throw .methodNotAllowed
        }
    }

    private static func api(_ segments: ArraySlice<String>) throws(MirrorError) -> MirrorRoute {
        let rest = segments.dropFirst()
        switch segments.first {
        case "whoami-v2" where rest.isEmpty: return .whoAmI
        case "models": return try rest.isEmpty ? .list(.model) : repository(.model, rest, subject: apiSubject)
        case "datasets": return try rest.isEmpty ? .list(.dataset) : repository(.dataset, rest, subject: apiSubject)
        case "spaces" where !rest.isEmpty: throw .repositoryNotFound(rest.joined(separator: "/"))
        default: throw .noSuchPage
        }
    }

    private static func file(_ segments: ArraySlice<String>) throws(MirrorError) -> MirrorRoute {
        switch segments.first {
        case "datasets": try repository(.dataset, segments.dropFirst(), subject: fileSubject)
        case "spaces": throw .repositoryNotFound(segments.joined(separator: "/"))
        default: try repository(.model, segments, subject: fileSubject)
        }
    }

    /// Splits the id from what follows it. `gpt2/tree/main` could be a file of `gpt2/tree`: a word that makes sense right
    /// after a single-segment id is taken for a verb, as the Hub does.
    private static func repository(
        _ kind: RepositoryKind, _ segments: ArraySlice<String>,
        subject: (ArraySlice<String>) throws(MirrorError) -> Subject?
    ) throws(MirrorError) -> MirrorRoute {
        guard let first = segments.first else { throw .noSuchPage }
        let rest = segments.dropFirst()
        let name = try decoded(first)
        let isWhole = name.contains("/")
        if isWhole || rest.isEmpty || RepositoryID(name, kind: kind) != nil, let found = try subject(rest) {
            guard let id = RepositoryID(name, kind: kind) else { throw .repositoryNotFound(name) }
            return .repository(id, found)
        }
        guard !isWhole, let second = rest.first, let found = try subject(rest.dropFirst()) else { throw .noSuchPage }
        let path = try "\(name)/\(decoded(second))"
        guard let id = RepositoryID(path, kind: kind) else { throw .repositoryNotFound(path) }
        return .repository(id, found)
    }

    private static func apiSubject(_ segments: ArraySlice<String>) throws(MirrorError) -> Subject? {
        guard let verb = segments.first else { return .info(nil) }
        let rest = segments.dropFirst()
        switch verb {
        case "refs" where rest.isEmpty: return .references
        case "auth-check" where rest.isEmpty: return .authorization
        case "revision" where !rest.isEmpty: return .info(try revision(rest))
        case "commits" where !rest.isEmpty: return .commits(try revision(rest))
        case "paths-info" where !rest.isEmpty: return .pathsInfo(try revision(rest))
        case "tree" where !rest.isEmpty:
            let (revision, path) = try revisionAndPath(rest)
            return .tree(revision, path.isEmpty ? nil : try checked(path, revision))
        default: return nil
        }
    }

    private static func fileSubject(_ segments: ArraySlice<String>) throws(MirrorError) -> Subject? {
        guard let verb = segments.first, verb == "resolve" || verb == "raw", segments.count >= 3 else { return nil }
        let (revision, path) = try revisionAndPath(segments.dropFirst())
        let checked = try checked(path, revision)
        return verb == "raw" ? .raw(revision, checked) : .resolve(revision, checked)
    }

    /// A revision is one segment, save that `refs/pr/1` is also sent as it is spoken.
    private static func revisionAndPath(
        _ segments: ArraySlice<String>
    ) throws(MirrorError) -> (Revision, path: String) {
        let second = segments.dropFirst().first ?? ""
        let isSpoken = segments.first == "refs" && ["pr", "convert", "heads", "tags"].contains(second)
        let length = isSpoken ? 3 : 1
        return (try revision(segments.prefix(length)), try decoded(segments.dropFirst(length).joined(separator: "/")))
    }

    private static func revision(_ segments: ArraySlice<String>) throws(MirrorError) -> Revision {
        let text = try decoded(segments.joined(separator: "/"))
        guard let revision = Revision(text) else { throw .revisionNotFound(text) }
        return revision.name == "HEAD" ? .main : revision
    }

    private static func checked(_ path: String, _ revision: Revision) throws(MirrorError) -> RepositoryPath {
        guard let checked = RepositoryPath(path) else {
            throw .entryNotFound(path, revision: revision.name, commit: nil)
        }
        return checked
    }

    private static func decoded(_ text: String) throws(MirrorError) -> String {
        guard let text = PercentCoding.decode(text) else {
            throw .badRequest("the address is not percent-encoded UTF-8")
        }
        return text
    }
}
