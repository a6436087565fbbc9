import Domain

/// The `Content-Type` under which a repository's file is sent.
enum MediaKind {
    /// Never one that a browser would run: pages, scripts and SVG go out as plain bytes.
    static func of(_ path: RepositoryPath) -> String {
        switch path.fileExtension {
        case "json": "application/json"
        case "txt", "md", "yaml", "yml", "jinja", "csv", "jsonl", "toml", "py", "gitattributes", "gitignore":
            "text/plain; charset=utf-8"
        case "png": "image/png"
        case "jpg", "jpeg": "image/jpeg"
        case "gif": "image/gif"
        case "webp": "image/webp"
        default: "application/octet-stream"
        }
    }
}
