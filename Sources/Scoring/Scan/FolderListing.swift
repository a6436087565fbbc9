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
                let attributes = try FileManager.default.attributesOfItem(atPath: here.appending(name).string)
                if attributes[.type] as? FileAttributeType == .typeDirectory {
                    if !Self.skipped.contains(name) { folders.append(relative) }
                } else if !Self.isLinkToFolder(here.appending(name)) {
                    found.append(relative)
                }
                guard found.count + folders.count <= limit else {
                    throw ScanError.tooManyFiles(path.string, limit: limit)
                }
            }
        }
        names = found.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }

    private static func isLinkToFolder(_ path: FilePath) -> Bool {
        var isFolder = false
        return FileManager.default.fileExists(atPath: path.string, isDirectory: &isFolder) && isFolder
    }
}
