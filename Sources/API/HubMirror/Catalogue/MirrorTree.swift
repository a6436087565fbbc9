import Domain

/// The files of a commit as folders, with the names git gives the folders.
struct MirrorTree {
    enum Entry {
        case file(MirrorFile)
        case folder(path: String, gitID: GitObjectID)

        var path: String {
            switch self {
            case .file(let file): file.path.text
            case .folder(let path, _): path
            }
        }
    }

    private struct Folder {
        var files: [MirrorFile] = []
        var folders: [String: Folder] = [:]
    }

    private var root = Folder()

    init(_ files: [MirrorFile]) {
        for file in files { Self.insert(file, at: file.path.segments.dropLast(), in: &root) }
    }

    /// What a folder holds (nil: the top), by path; nil when there is no such folder.
    func entries(in path: RepositoryPath?, isRecursive: Bool) -> [Entry]? {
        var folder = root
        for segment in path?.segments ?? [] {
            guard let inner = folder.folders[String(segment)] else { return nil }
            folder = inner
        }
        var entries: [Entry] = []
        _ = Self.list(folder, path?.text, depth: isRecursive ? .max : 1, into: &entries)
        return entries.sorted { $0.path < $1.path }
    }

    /// The file or folder at a path.
    func entry(at path: RepositoryPath) -> Entry? {
        entries(in: path.parent, isRecursive: false)?.first { $0.path == path.text }
    }

    private static func insert(_ file: MirrorFile, at segments: ArraySlice<Substring>, in folder: inout Folder) {
        if let first = segments.first {
            insert(file, at: segments.dropFirst(), in: &folder.folders[String(first), default: Folder()])
        } else {
            folder.files.append(file)
        }
    }

    /// Lists `depth` levels and names the folder: git hashes `mode name NUL id` of each child, folders sorted as `name/`.
    private static func list(_ folder: Folder, _ path: String?, depth: Int, into entries: inout [Entry]) -> GitObjectID
    {
        var children: [(key: String, mode: String, name: String, id: GitObjectID)] = []
        for file in folder.files {
            if depth > 0 { entries.append(.file(file)) }
            children.append((file.path.name, "100644", file.path.name, file.gitID))
        }
        for (name, inner) in folder.folders {
            let innerPath = path.map { "\($0)/\(name)" } ?? name
            let id = list(inner, innerPath, depth: max(0, depth - 1), into: &entries)
            if depth > 0 { entries.append(.folder(path: innerPath, gitID: id)) }
            children.append((name + "/", "40000", name, id))
        }
        children.sort { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
        let bytes = children.flatMap { Array("\($0.mode) \($0.name)\0".utf8) + $0.id.bytes }
        return GitObject.id(of: "tree", bytes)
    }
}

extension GitObjectID {
    /// The twenty bytes behind the digits.
    fileprivate var bytes: [UInt8] {
        let digits = Array(hex.utf8).map { $0 < 58 ? $0 - 48 : $0 - 87 }
        return stride(from: 0, to: digits.count, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
    }
}
