import Domain

extension FileDownload {
    /// Asks for a range of the file, or for all of it, and checks that the answer speaks of the same content.
    func open(_ range: Range<Int64>?) async throws -> FileResponse {
        let response = try await order.hub.open(file, of: order.repository, commit: order.commit, range: range)
        let wanted = file.content
        if let total = response.total, total != wanted.size.bytes {
            throw DownloadError.lengthDiffers(file: file.path, wanted: wanted.size, got: ByteCount(total))
        }
        if let tag = response.etag, Self.isIdentity(tag), tag != wanted.identity.hex {
            throw DownloadError.contentChanged(file: file.path, wanted: wanted.identity, got: tag)
        }
        return response
    }

    /// Whether an ETag is a hash the Hub names content by, and not a CDN's own mark.
    private static func isIdentity(_ tag: String) -> Bool { Digest(tag) != nil || GitObjectID(tag) != nil }
}
