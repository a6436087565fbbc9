import Domain
import FoundationEssentials
import HTTPTypes
import Hummingbird
import NIOCore
import Wire

extension HubMirror {
    /// Entries on one page unless the client wants fewer. The Hub has 1,000; some clients never ask for the second page.
    private static let pageMax = 10_000
    private static let bodyMax = ByteCount(1 << 20)

    func tree(
        _ repository: MirrorRepository, _ revision: Revision, _ path: RepositoryPath?, _ asked: MirrorRequest
    ) throws -> Response {
        let isRecursive = asked.query.flag("recursive") ?? false
        guard let all = MirrorTree(repository.files).entries(in: path, isRecursive: isRecursive) else {
            throw MirrorError.entryNotFound(path?.text ?? "", revision: revision.name, commit: repository.commit)
        }
        let limit = min(max(1, asked.query.first("limit").flatMap { Int($0) } ?? Self.pageMax), Self.pageMax)
        let rest = asked.query.all("cursor").first.map { last in all.drop { $0.path <= last } } ?? all[...]
        var headers: HTTPFields = [.xRepoCommit: repository.commit.hex]
        if rest.count > limit, let last = rest.prefix(limit).last {
            headers.append(contentsOf: try link(next: "cursor", last.path, asked))
        }
        return try Response(json: .array(rest.prefix(limit).map(\.json)), headers: headers)
    }

    /// What of the named paths exists; the others are left out, as the Hub does.
    func pathsInfo(_ repository: MirrorRepository, _ asked: MirrorRequest) async throws -> Response {
        let tree = MirrorTree(repository.files)
        guard let all = tree.entries(in: nil, isRecursive: true) else { return try Response(json: .array([])) }
        let known = Dictionary(all.map { ($0.path, $0) }) { first, _ in first }
        let found = try await paths(asked.request).compactMap { known[$0.hasSuffix("/") ? String($0.dropLast()) : $0] }
        return try Response(json: .array(found.map(\.json)), headers: [.xRepoCommit: repository.commit.hex])
    }

    /// Python sends a form, JavaScript sends JSON.
    private func paths(_ request: Request) async throws -> [String] {
        let body = try await body(request)
        guard request.headers[.contentType]?.lowercased().hasPrefix("application/json") == true else {
            return FormItems(body).all("paths")
        }
        let json = try? JSONDecoder().decode([String: JSONValue].self, from: Data(body.utf8))  // refused just below
        switch json?["paths"] {
        case .string(let path): return [path]
        case .array(let items):
            return items.compactMap { item in
                guard case .string(let path) = item else { return nil }
                return path
            }
        default: throw MirrorError.badRequest("the body is not JSON with a list of \"paths\"")
        }
    }

    private func body(_ request: Request) async throws -> String {
        var text: [UInt8] = []
        for try await part in request.body {
            guard text.count + part.readableBytes <= Self.bodyMax.bytes else {
                throw MirrorError.bodyTooLarge(Self.bodyMax)
            }
            text += part.readableBytesView
        }
        return String(decoding: text, as: UTF8.self)
    }
}
