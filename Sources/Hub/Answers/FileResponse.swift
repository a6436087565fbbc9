/// The answer to a request for a file's bytes.
package struct FileResponse: Sendable {
    /// Where the body really begins: 0 when the Hub ignored the range and sent the whole file.
    package let start: Int64
    /// The size of the whole file, from `Content-Range` or `Content-Length`; nil when the Hub did not say.
    package let total: Int64?
    /// The identity the Hub itself gave, without quotes: never the tag of a content network behind it.
    package let etag: String?
    /// Arrives as fast as it is read; ends with an error when it is shorter or longer than was promised.
    /// It has no stall timeout of its own: the reader decides how long it waits for the next bytes.
    package let body: FileBody

    package init(start: Int64, total: Int64?, etag: String?, body: FileBody) {
        self.start = start
        self.total = total
        self.etag = etag
        self.body = body
    }
}
