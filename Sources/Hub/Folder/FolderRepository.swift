import Domain
import FoundationEssentials
import NIOCore
import Wire

/// One repository of a served folder. Blocking.
struct FolderRepository {
    static let maximumCard = 8 << 20

    let id: RepositoryID
    let scan: FolderScan
    let metadata: FolderMetadata

    init(id: RepositoryID, scan: FolderScan) throws {
        self.id = id
        self.scan = scan
        let path = "\(scan.folder)/\(FolderMetadata.fileName)"
        guard let status = FileStatus(at: path) else {
            metadata = FolderMetadata()
            return
        }
        // A file that cannot be read may have said that the repository is gated.
        guard status.kind == .file, status.stamp.size <= FolderMetadata.maximumBytes,
            let name = RepositoryPath(FolderMetadata.fileName),
            let known = FolderMetadata(
                try Self.bytes(of: FolderFile(path: name, absolutePath: path, stamp: status.stamp)))
        else { throw HubError.folder(path: path, why: "is not a readable JSON object") }
        metadata = known
    }

    /// All bytes of a file that is known to be small.
    static func bytes(of file: FolderFile) throws -> [UInt8] {
        let reader = try FileReader(file)
        var bytes: [UInt8] = []
        while bytes.count < file.stamp.size {
            bytes += try reader.read(1 << 20, at: Int64(bytes.count)).readableBytesView
        }
        return bytes
    }

    /// The files with their hashes and the commit they make.
    func snapshot(_ index: FolderIndex) throws -> FolderSnapshot {
        let found = try scan.files()
        let files = try found.map { file in
            RemoteFile(
                path: file.path, content: ExpectedContent(identity: try index.identity(of: file), size: file.size))
        }
        guard let commit = GitObjects.commit(of: files) else {
            throw HubError.folder(path: scan.folder, why: "cannot be hashed")
        }
        return FolderSnapshot(commit: commit, files: files, found: found)
    }

    /// A small file's bytes, when it is there and within the limit.
    func small(_ name: String, among files: [FolderFile], limit: Int) throws -> [UInt8]? {
        guard let file = files.first(where: { $0.path.text == name }), file.stamp.size <= limit else { return nil }
        return try Self.bytes(of: file)
    }
}

/// The files of a folder at one moment.
struct FolderSnapshot {
    let commit: GitObjectID
    let files: [RemoteFile]
    let found: [FolderFile]
}
