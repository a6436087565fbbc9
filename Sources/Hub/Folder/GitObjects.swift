import Crypto
import Domain

/// The git objects that a folder would be, without git: real blob, tree and commit ids.
enum GitObjects {
    /// The id of a file's bytes.
    static func blob(_ bytes: [UInt8]) -> GitObjectID? { id("blob", bytes) }

    /// The text that stands in git for a large file.
    static func pointer(_ digest: Domain.Digest, size: ByteCount) -> String {
        "version https://git-lfs.github.com/spec/v1\noid sha256:\(digest.hex)\nsize \(size.bytes)\n"
    }

    /// The id of the commit that holds exactly these files: the same files give the same id on every machine.
    static func commit(of files: [RemoteFile]) -> GitObjectID? {
        guard let tree = tree(files.map { (segments: $0.path.segments, file: $0) }) else { return nil }
        let who = "Roost <roost@localhost> 0 +0000"
        return id("commit", Array("tree \(tree.hex)\nauthor \(who)\ncommitter \(who)\n\nfolder\n".utf8))
    }

    private typealias Entry = (segments: [Substring], file: RemoteFile)

    private static func tree(_ entries: [Entry]) -> GitObjectID? {
        var lines: [(order: [UInt8], bytes: [UInt8])] = []
        for (name, below) in Dictionary(grouping: entries, by: { $0.segments[0] }) {
            let isFolder = below[0].segments.count > 1
            let object =
                isFolder
                ? tree(below.map { (segments: Array($0.segments.dropFirst()), file: $0.file) })
                : blob(of: below[0].file)
            guard let object else { return nil }
            // Git sorts a folder as if its name ended with a slash.
            let order = Array((isFolder ? "\(name)/" : String(name)).utf8)
            lines.append((order, Array("\(isFolder ? "40000" : "100644") \(name)\0".utf8) + bytes(object)))
        }
        lines.sort { $0.order.lexicographicallyPrecedes($1.order) }
        return id("tree", lines.flatMap(\.bytes))
    }

    private static func blob(of file: RemoteFile) -> GitObjectID? {
        switch file.content.identity {
        case .gitBlob(let id): id
        case .sha256(let digest): blob(Array(pointer(digest, size: file.size).utf8))
        }
    }

    private static func id(_ kind: String, _ bytes: [UInt8]) -> GitObjectID? {
        var hash = Insecure.SHA1()
        hash.update(data: Array("\(kind) \(bytes.count)\0".utf8))
        hash.update(data: bytes)
        return GitObjectID(bytes: Array(hash.finalize()))
    }

    private static func bytes(_ id: GitObjectID) -> [UInt8] {
        let digits = Array(id.hex.utf8).map { $0 < 58 ? $0 - 48 : $0 - 87 }
        return stride(from: 0, to: digits.count - 1, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
    }
}
