import FoundationEssentials
import SystemPackage

/// A file or folder on disk, read as far as its licence needs it. Nothing outside the folder is opened: links are not followed.
package struct ProjectFolder {
    package let files: [ProjectFile]
    /// Whether a single file was named.
    package let isFile: Bool

    private static let maximumEntries = 20_000
    private static let maximumFiles = 400
    private static let maximumSources = 60
    /// Bytes of one file.
    private static let maximumBytes = 1 << 20
    private static let folders = ["LICENSES", "LICENCES", "licenses", "license", "LICENSE", "debian", "src", "lib"]

    /// Throws `LicenceError` when there is nothing to read at the path.
    package init(path: String) throws {
        let manager = FileManager.default
        var isFolder = false
        guard manager.fileExists(atPath: path, isDirectory: &isFolder) else { throw LicenceError.nothingThere(path) }
        isFile = !isFolder
        guard isFolder else {
            files = [ProjectFile(path: path, bytes: try Self.read(path))]
            return
        }
        files = try Self.scan(path, manager)
    }

    private static func scan(_ root: String, _ manager: FileManager) throws -> [ProjectFile] {
        let top: [String]
        do {
            top = try manager.contentsOfDirectory(atPath: root)
        } catch {
            throw LicenceError.unreadable(root, "\(error)")
        }
        var paths = top.sorted().prefix(maximumEntries).map { String($0) }
        for folder in folders where top.contains(folder) {
            let inside = (try? manager.contentsOfDirectory(atPath: "\(root)/\(folder)")) ?? []  // no folder
            paths += inside.sorted().prefix(maximumFiles).map { "\(folder)/\($0)" }
        }
        var files: [ProjectFile] = []
        var sources = 0
        for path in paths where files.count < maximumFiles {
            let role = ProjectFileRole(path: path)
            guard role != .nothing else { continue }
            if role == .source { sources += 1 }
            guard role != .source || sources <= maximumSources, isPlainFile("\(root)/\(path)", manager) else {
                continue
            }
            guard let bytes = try? read("\(root)/\(path)") else { continue }  // one unreadable file hides no other
            files.append(ProjectFile(path: path, bytes: bytes))
        }
        return files
    }

    private static func isPlainFile(_ path: String, _ manager: FileManager) -> Bool {
        let attributes = try? manager.attributesOfItem(atPath: path)  // gone meanwhile: not looked at
        return attributes?[.type] as? FileAttributeType == .typeRegular
    }

    private static func read(_ path: String) throws -> [UInt8] {
        do {
            let descriptor = try FileDescriptor.open(FilePath(path), .readOnly, options: [.closeOnExec, .nonBlocking])
            return try descriptor.closeAfter { try read(descriptor) }
        } catch {
            throw LicenceError.unreadable(path, "\(error)")
        }
    }

    private static func read(_ descriptor: FileDescriptor) throws -> [UInt8] {
        var bytes: [UInt8] = []
        while bytes.count < maximumBytes {
            let piece = try [UInt8](unsafeUninitializedCapacity: min(1 << 16, maximumBytes - bytes.count)) {
                buffer, count in
                count = try descriptor.read(into: UnsafeMutableRawBufferPointer(buffer))
            }
            if piece.isEmpty { break }
            bytes += piece
        }
        return bytes
    }
}
