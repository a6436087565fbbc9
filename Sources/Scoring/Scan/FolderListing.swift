import FoundationEssentials
import SystemPackage

/// The files below a folder, by their paths from there.
struct FolderListing {
    /// Sorted; nil when the path is a file.
    let names: [String]?

    /// What version control and the Hub's clients keep beside a model.
    private static let skipped: Set<String> = [".git", ".cache"]

    init(_ path: FilePath, limit: Int) throws {
        var isFolder = false
        guard FileManager.default.fileExists(atPath: path.string, isDirectory: &isFolder) else {
            throw ScanError.nothingThere(path.string)
        }
        guard isFolder else {
            names = nil
            return
        }
        var found: [String] = []
        var folders = [""]
        while let folder = folders.popLast() {
            let here = folder.isEmpty ? path : path.appending(folder)
            for name in try FileManager.default.contentsOfDirectory(atPath: here.string) {
                let relative = folder.isEmpty ? name : "\(folder)/\(name)"
                switch try Stat(here.appending(name), followTargetSymlink: false).type {
                case .directory: if !Self.skipped.contains(name) { folders.append(relative) }
                case .symbolicLink where Self.isFolder(here.appending(name)): break
                default: found.append(relative)
                }
                guard found.count + folders.count <= limit else {
                    throw ScanError.tooManyFiles(path.string, limit: limit)
                }
            }
        }
        names = found.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }

    private static func isFolder(_ path: FilePath) -> Bool {
        let status = try? Stat(path)  // A link to nothing is listed: reading it says what is wrong.
        return status?.type == .directory
    }
}
