import Domain
import Storage

extension KeptVersion {
    /// - Parameter rows: the files, each with the checksum of its blob where that is recorded.
    init(_ row: Row, _ repository: RepositoryID, rows: [Row]) throws {
        guard let commit = GitObjectID(try row.text("commit_id")) else {
            throw Problem(.internal, "the registry holds a commit that is none for `\(repository)`")
        }
        self.init(
            modelID: try row.integer("model_id"), versionID: try row.integer("id"), repository: repository,
            commit: commit,
            revision: try row.text("revision"), source: try row.text("source"),
            license: try row.optionalText("license"),
            keptAt: try row.integer("kept_at"), info: try row.text("info"),
            quarantine: try row.bool("quarantined") ? try row.optionalText("quarantine_reason") ?? "kept apart" : nil,
            files: try rows.filter { try $0.optionalInteger("crc32") != nil }.map(KeptFile.init),
            lost: try rows.filter { try $0.optionalInteger("crc32") == nil }.map { try $0.text("path") })
    }
}

extension KeptFile {
    init(_ row: Row) throws {
        guard let path = RepositoryPath(try row.text("path")), let digest = Digest(try row.text("digest")),
            let identity = ContentIdentity(stored: try row.text("identity"))
        else { throw Problem(.internal, "the registry holds a file that is none: \(try row.text("path"))") }
        self.init(
            path: path, identity: identity, digest: digest, size: ByteCount(try row.integer("size")),
            crc32: UInt32(truncatingIfNeeded: try row.integer("crc32")))
    }
}

extension ContentIdentity {
    /// From its `description`, the form in which rows hold it.
    init?(stored text: String) {
        if text.hasPrefix("git:"), let id = GitObjectID(text.dropFirst(4)) {
            self = .gitBlob(id)
        } else if text.hasPrefix("sha256:"), let digest = Digest(text) {
            self = .sha256(digest)
        } else {
            return nil
        }
    }
}
