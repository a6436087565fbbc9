import Domain
import NIOHTTP1

/// Reads where the bytes of an answer stand in their file, and refuses an answer that contradicts the question.
struct FileAnswer {
    let answer: HubAnswer
    let file: RemoteFile
    let range: Range<Int64>?

    func response() throws -> FileResponse {
        answer.status == 206 ? try part() : try whole()
    }

    private func part() throws -> FileResponse {
        guard let range, let text = answer.headers.first(name: "Content-Range"), let sent = ContentRange(text) else {
            throw fault("part of the file without saying which")
        }
        guard sent.range.lowerBound == range.lowerBound, sent.range.upperBound <= range.upperBound else {
            throw fault("bytes \(sent.range) when asked for \(range)")
        }
        let length = Int64(sent.range.count)
        guard answer.contentLength == nil || answer.contentLength == length else {
            throw fault("a part whose length contradicts its range")
        }
        return response(start: range.lowerBound, total: sent.total, length: length)
    }

    private func whole() throws -> FileResponse {
        guard answer.status == 200 else { throw fault("status \(answer.status)") }
        if let length = answer.contentLength, length > file.size.bytes {
            throw HubError.tooLarge(what: "`\(file.path)`", limit: file.size)
        }
        return response(start: 0, total: answer.contentLength, length: answer.contentLength)
    }

    private func response(start: Int64, total: Int64?, length: Int64?) -> FileResponse {
        FileResponse(
            start: start, total: total, etag: answer.identity,
            body: FileBody(
                answer.body, file: file.path.text, limit: length ?? file.size.bytes, promised: length))
    }

    private func fault(_ what: String) -> HubError {
        .malformed(what: "\(answer.location.origin.host) sent \(what) for `\(file.path)`")
    }
}
