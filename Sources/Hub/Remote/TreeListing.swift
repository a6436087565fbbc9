import Domain
import Wire

/// Gathers the entries of a tree and refuses what no repository can hold.
struct TreeListing {
    private static let maximumEntries = 1_000_000
    /// 1 PiB: far beyond any file, far below what arithmetic could overflow with.
    private static let maximumSize: Int64 = 1 << 50

    let repository: RepositoryID
    private var entries = 0
    private var found: [String: RemoteFile] = [:]

    init(repository: RepositoryID) { self.repository = repository }

    mutating func add(_ entry: JSONValue) throws {
        entries += 1
        guard entries <= Self.maximumEntries else { throw fault("lists more than \(Self.maximumEntries) entries") }
        guard entry["type"]?.string == "file" else { return }
        let name = entry["path"]?.string ?? ""
        let shown = QuotedText(name, limit: 120).text
        guard let path = RepositoryPath(name) else { throw fault("lists a file with the unsafe path `\(shown)`") }
        let content = try content(of: entry, named: shown)
        guard found.updateValue(RemoteFile(path: path, content: content), forKey: name) == nil else {
            throw fault("lists `\(shown)` twice")
        }
    }

    /// All files, sorted by path.
    func files() throws -> [RemoteFile] {
        for file in found.values {
            var folder = file.path.parent
            while let above = folder {
                guard found[above.text] == nil else { throw fault("lists `\(above)` as a file and as a folder") }
                folder = above.parent
            }
        }
        return found.values.sorted { $0.path < $1.path }
    }

    private func content(of entry: JSONValue, named name: String) throws -> ExpectedContent {
        let large = entry["lfs"].flatMap { $0.isNull ? nil : $0 }
        guard let size = large?["size"]?.integer ?? entry["size"]?.integer, (0...Self.maximumSize).contains(size) else {
            throw fault("gives no believable size for `\(name)`")
        }
        let identity: ContentIdentity? =
            if let large {
                (large["oid"] ?? large["sha256"])?.string.flatMap { Digest($0) }.map { .sha256($0) }
            } else {
                entry["oid"]?.string.flatMap { GitObjectID($0) }.map { .gitBlob($0) }
            }
        guard let identity else { throw fault("gives no hash for `\(name)`") }
        return ExpectedContent(identity: identity, size: ByteCount(size))
    }

    private func fault(_ what: String) -> HubError { .malformed(what: "`\(repository)` \(what)") }
}
