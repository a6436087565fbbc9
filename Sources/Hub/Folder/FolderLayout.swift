import Domain
import FoundationEssentials

/// Which repositories a folder holds and where. Blocking.
enum FolderLayout: Sendable {
    /// `<root>/<org>/<name>`, `<root>/datasets/<org>/<name>`, and single names.
    case repositories(root: String)
    /// The folder is itself one repository.
    case single(RepositoryID, folder: String)

    /// A folder with one of these is a repository of a single name, not an organisation.
    private static let marks = ["README.md", "config.json", FolderMetadata.fileName]

    /// The repository's folder; nil when there is none. Nothing is reached through links.
    func scan(_ id: RepositoryID) -> FolderScan? {
        switch self {
        case .single(let only, let folder):
            guard only == id, let real = FileStatus.realPath(folder), FileStatus(at: real)?.kind == .folder else {
                return nil
            }
            return FolderScan(folder: real, root: real)
        case .repositories(let root):
            guard let real = FileStatus.realPath(root), id.kind == .dataset || (id.namespace ?? id.name) != "datasets"
            else {
                return nil
            }
            var folder = id.kind == .dataset ? "\(real)/datasets" : real
            for segment in [id.namespace, id.name].compactMap({ $0 }) {
                guard FileStatus(at: folder)?.kind == .folder else { return nil }
                folder += "/\(segment)"
            }
            guard FileStatus(at: folder)?.kind == .folder else { return nil }
            // An organisation is no repository, and what stands inside a repository is none either.
            guard Self.isMarked(id.namespace == nil ? folder : parent(folder)) == (id.namespace == nil) else {
                return nil
            }
            return FolderScan(folder: folder, root: real)
        }
    }

    /// All repositories of a kind, sorted.
    func repositories(_ kind: RepositoryKind) -> [RepositoryID] {
        switch self {
        case .single(let id, _): return id.kind == kind ? [id] : []
        case .repositories(let root):
            let top = kind == .dataset ? "\(root)/datasets" : root
            var found: [RepositoryID] = []
            for name in Self.folders(in: top) where kind == .dataset || name != "datasets" {
                if Self.isMarked("\(top)/\(name)") {
                    found += [RepositoryID(name, kind: kind)].compactMap { $0 }
                } else {
                    found += Self.folders(in: "\(top)/\(name)").compactMap { RepositoryID("\(name)/\($0)", kind: kind) }
                }
            }
            return found.sorted()
        }
    }

    private static func isMarked(_ folder: String) -> Bool {
        marks.contains { FileStatus(at: "\(folder)/\($0)") != nil }
    }

    private static func folders(in folder: String) -> [String] {
        let names = try? FileManager.default.contentsOfDirectory(atPath: folder)  // unreadable: nothing to serve
        return (names ?? []).filter { FileStatus(at: "\(folder)/\($0)")?.kind == .folder }
    }

    private func parent(_ path: String) -> String { String(path[..<(path.lastIndex(of: "/") ?? path.startIndex)]) }
}
