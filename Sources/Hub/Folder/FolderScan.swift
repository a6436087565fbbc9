import Domain
import FoundationEssentials

/// Finds the files of one folder. Blocking: to be called on a thread that may block.
struct FolderScan {
    private static let maximumFiles = 1_000_000
    private static let maximumDepth = 64
    /// Never part of a repository, wherever they stand.
    private static let skipped: Set<String> = [".git", ".DS_Store", ".cache", FolderMetadata.fileName]

    /// The repository's folder, with links resolved.
    let folder: String
    /// What no link may leave, with links resolved.
    let root: String

    /// All files, sorted by path. Throws `HubError.folder` for a name no repository may have, a link that leaves the
    /// root, or a folder that cannot be read.
    func files() throws -> [FolderFile] {
        var files: [FolderFile] = []
        var open: [(path: String, depth: Int)] = [("", 0)]
        while let (parent, depth) = open.popLast() {
            guard depth <= Self.maximumDepth else { throw fault(parent, "is nested too deeply") }
            for name in try names(in: parent) where !Self.skipped.contains(name) {
                let path = parent.isEmpty ? name : "\(parent)/\(name)"
                guard let status = FileStatus(at: "\(folder)/\(path)") else { continue }  // gone since it was listed
                switch status.kind {
                case .folder: open.append((path, depth + 1))
                case .file, .link: files.append(try file(path, status))
                case .other: throw fault(path, "is neither a file nor a folder")
                }
                guard files.count <= Self.maximumFiles else { throw fault("", "holds too many files") }
            }
        }
        return files.sorted { $0.path < $1.path }
    }

    /// One file; nil when it is not there or not part of the repository.
    func file(at path: RepositoryPath) throws -> FolderFile? {
        guard !path.segments.contains(where: { Self.skipped.contains(String($0)) }),
            let status = FileStatus(at: "\(folder)/\(path.text)"), status.kind == .file || status.kind == .link
        else { return nil }
        let found = try file(path.text, status)
        // A plain file that is somewhere else than it seems was reached through a link to a folder.
        guard status.kind == .link || found.absolutePath == "\(folder)/\(path.text)" else { return nil }
        return found
    }

    private func file(_ text: String, _ status: FileStatus) throws -> FolderFile {
        guard let path = RepositoryPath(text) else { throw fault(text, "has a name that no repository may hold") }
        guard let target = FileStatus.realPath("\(folder)/\(text)") else { throw fault(text, "is a link to nothing") }
        guard target.hasPrefix(root == "/" ? "/" : "\(root)/") else {
            throw fault(text, "is a link that leaves the folder")
        }
        guard let real = FileStatus(at: target), real.kind == .file else { throw fault(text, "is a link to no file") }
        return FolderFile(path: path, absolutePath: target, stamp: real.stamp)
    }

    private func names(in parent: String) throws -> [String] {
        do {
            return try FileManager.default.contentsOfDirectory(atPath: parent.isEmpty ? folder : "\(folder)/\(parent)")
        } catch {
            throw fault(parent, "cannot be listed")
        }
    }

    private func fault(_ path: String, _ why: String) -> HubError {
        .folder(path: QuotedText(path.isEmpty ? folder : "\(folder)/\(path)").text, why: why)
    }
}
