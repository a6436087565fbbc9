package import Domain
import NIOCore
import NIOHTTP1

extension RemoteHub {
    package func smallFile(
        _ repository: RepositoryID, commit: GitObjectID, path: RepositoryPath, limit: ByteCount
    ) async throws -> [UInt8] {
        let start = try required(endpoint.file(path, of: repository, commit: commit))
        let subject = HubSubject.file(repository, path)
        let bound = Int(min(limit.bytes, Int64(Self.maximumJSON)))
        return try await retrying {
            let answer = try await follow(start, headers: [:])
            try await check(answer, about: subject)
            if let length = answer.contentLength, length > bound {
                throw HubError.tooLarge(what: subject.description, limit: ByteCount(bound))
            }
            return try await collect(answer.body, limit: bound, what: subject.description)
        }
    }

    package func open(
        _ file: RemoteFile, of repository: RepositoryID, commit: GitObjectID, range: Range<Int64>?
    ) async throws -> FileResponse {
        if let range, range.isEmpty {
            return FileResponse(
                start: range.lowerBound, total: file.size.bytes, etag: file.content.identity.hex, body: .empty)
        }
        let start = try required(endpoint.file(file.path, of: repository, commit: commit))
        let key = RemoteHubMemory.FileKey(repository: repository, commit: commit, path: file.path)
        let subject = HubSubject.file(repository, file.path)
        var headers: HTTPHeaders = [:]
        if let range { headers.add(name: "Range", value: "bytes=\(range.lowerBound)-\(range.upperBound - 1)") }
        return try await retrying {
            let answer = try await resolve(start, headers: headers, key: key)
            do {
                try await check(answer, about: subject)
            } catch {
                memory.forget(key)
                throw error
            }
            return try FileAnswer(answer: answer, file: file, range: range).response()
        }
    }

    /// Goes straight to where the file was found before; when that place has expired, or was wrong at once, asks the Hub
    /// one more time.
    private func resolve(
        _ start: WebLocation, headers: HTTPHeaders, key: RemoteHubMemory.FileKey
    ) async throws -> HubAnswer {
        if let known = memory.location(of: key) {
            do {
                let answer = try await follow(known.location, headers: headers)
                if !Self.isExpired(answer) {
                    return answer.naming(known.identity)
                }
            } catch {
                memory.forget(key)
                throw error
            }
            memory.forget(key)
            return try await found(follow(start, headers: headers), key: key)
        }
        let answer = try await follow(start, headers: headers)
        guard answer.location.origin != endpoint.origin, Self.isExpired(answer) else { return found(answer, key: key) }
        return try await found(follow(start, headers: headers), key: key)
    }

    /// Remembers a success on another server for the next range of the same file.
    private func found(_ answer: HubAnswer, key: RemoteHubMemory.FileKey) -> HubAnswer {
        if answer.isSuccess, answer.location.origin != endpoint.origin {
            memory.remember(.init(location: answer.location, identity: answer.identity), for: key)
        }
        return answer
    }

    /// How content networks refuse an address that was signed too long ago.
    private static func isExpired(_ answer: HubAnswer) -> Bool { [400, 401, 403, 404, 410].contains(answer.status) }
}
