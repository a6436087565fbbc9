import Domain
import HTTPTypes
import Hummingbird
import Wire

extension HubMirror {
    func info(_ repository: MirrorRepository, _ asked: MirrorRequest) throws -> Response {
        let fields = try MirrorFields(info: asked.query, kind: repository.id.kind)
        return try Response(
            json: repository.summary.json(fields, files: repository.files),
            headers: [.xRepoCommit: repository.commit.hex])
    }

    func references(_ repository: MirrorRepository, _ asked: MirrorRequest) throws -> Response {
        try Response(json: repository.history.references(withRequests: asked.query.flag("include_prs") ?? false))
    }

    /// Pages are numbered from 0 in `p`.
    func commits(_ repository: MirrorRepository, _ asked: MirrorRequest) throws -> Response {
        let commits = repository.history.commits
        let limit = min(max(1, asked.query.first("limit").flatMap { Int($0) } ?? 50), 1000)
        let page = min(max(0, asked.query.first("p").flatMap { Int($0) } ?? 0), commits.count / limit)
        let rest = commits.dropFirst(page * limit)
        var headers: HTTPFields = [.xTotalCount: String(commits.count)]
        if rest.count > limit { headers.append(contentsOf: try link(next: "p", String(page + 1), asked)) }
        return try Response(json: .array(rest.prefix(limit).map(\.json)), headers: headers)
    }
}
