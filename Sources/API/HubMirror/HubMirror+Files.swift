import Domain
import HTTPTypes
import Hummingbird
import NIOCore

extension HubMirror {
    func resolve(
        _ repository: MirrorRepository, _ revision: Revision, _ path: RepositoryPath, _ asked: MirrorRequest
    ) async throws -> Response {
        let file = try file(repository, revision, path)
        var headers = fileHeaders(repository, path)
        if file.pointer != nil {
            headers[.xLinkedSize] = String(file.size.bytes)
            headers[.xLinkedETag] = EntityTag(file.identity.hex).quoted
        }
        if asked.query.flag("download") == true { headers[.contentDisposition] = Self.attachment(path) }
        let answer = ContentResponse(size: file.size, tag: EntityTag(file.identity.hex), headers: headers)
        return try await answer.answer(asked.request) { try await catalogue.content(of: file, in: repository) }
    }

    func raw(
        _ repository: MirrorRepository, _ revision: Revision, _ path: RepositoryPath, _ asked: MirrorRequest
    ) async throws -> Response {
        let file = try file(repository, revision, path)
        var headers = fileHeaders(repository, path)
        guard let pointer = file.pointer else {
            let answer = ContentResponse(size: file.size, tag: EntityTag(file.gitID.hex), headers: headers)
            return try await answer.answer(asked.request) { try await catalogue.content(of: file, in: repository) }
        }
        headers[.contentType] = "text/plain; charset=utf-8"
        headers[.eTag] = EntityTag(file.gitID.hex).quoted
        return Response(
            status: .ok, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(string: pointer.text)))
    }

    private func file(
        _ repository: MirrorRepository, _ revision: Revision, _ path: RepositoryPath
    ) throws(MirrorError) -> MirrorFile {
        guard let file = repository.file(path) else {
            throw .entryNotFound(path.text, revision: revision.name, commit: repository.commit)
        }
        return file
    }

    /// A file is somebody else's text on our address: a browser may show it and do nothing more with it.
    private func fileHeaders(_ repository: MirrorRepository, _ path: RepositoryPath) -> HTTPFields {
        [
            .xRepoCommit: repository.commit.hex, .contentType: MediaKind.of(path),
            .contentSecurityPolicy: "default-src 'none'; sandbox",
        ]
    }

    /// The name twice: in ASCII for everyone, and as it is.
    static func attachment(_ path: RepositoryPath) -> String {
        let safe = path.name.unicodeScalars.map {
            (32..<127).contains($0.value) && !"\"\\;%".unicodeScalars.contains($0) ? $0 : "_"
        }
        let plain = String(String.UnicodeScalarView(safe))
        return "attachment; filename=\"\(plain)\"; filename*=UTF-8''\(PercentCoding.encode(path.name))"
    }
}
