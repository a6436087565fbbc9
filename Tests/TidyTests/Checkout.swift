import Foundation

/// The files of this repository, found from where this one lies.
enum Checkout {
    static let root: URL = {
        var folder = URL(filePath: #filePath).deletingLastPathComponent()
        while folder.path != "/", !FileManager.default.fileExists(atPath: folder.appending(path: "Package.swift").path)
        {
            folder.deleteLastPathComponent()
        }
        return folder
    }()

    /// Swift files below `Sources/`.
    static let sources: [SourceFile] = swiftFiles(below: "Sources/")
    /// Swift files below `Tests/`.
    static let tests: [SourceFile] = swiftFiles(below: "Tests/")

    /// Every file that belongs to the repository, by its path in it: what `.gitignore` leaves out is left out here too.
    static let files: [String] = walk("", ignoring: Ignored(try? text(of: ".gitignore")))  // none: nothing is ignored

    static func text(of path: String) throws -> String {
        try String(contentsOf: root.appending(path: path), encoding: .utf8)
    }

    static func bytes(of path: String) throws -> Data { try Data(contentsOf: root.appending(path: path)) }

    /// The names of the folders in a folder.
    static func folders(in path: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: root.appending(path: path).path).sorted().filter { name in
            kind("\(path)/\(name)") == .typeDirectory
        }
    }

    private static func swiftFiles(below folder: String) -> [SourceFile] {
        files.filter { $0.hasPrefix(folder) && $0.hasSuffix(".swift") }.compactMap { path in
            (try? bytes(of: path)).map { SourceFile(path: path, bytes: Array($0)) }  // gone meanwhile: no longer ours
        }
    }

    private static func walk(_ folder: String, ignoring ignored: Ignored) -> [String] {
        let here = root.appending(path: folder).path
        let names = (try? FileManager.default.contentsOfDirectory(atPath: here)) ?? []  // unreadable: nothing of ours
        return names.sorted().flatMap { name -> [String] in
            let path = folder.isEmpty ? name : "\(folder)/\(name)"
            let isFolder = kind(path) == .typeDirectory
            if ignored.matches(name, isFolder: isFolder) || kind(path) == .typeSymbolicLink { return [] }
            return isFolder ? walk(path, ignoring: ignored) : [path]
        }
    }

    /// Links are not followed: what they name is somebody else's, or seen at its own place.
    private static func kind(_ path: String) -> FileAttributeType? {
        let here = root.appending(path: path).path
        let attributes = try? FileManager.default.attributesOfItem(atPath: here)  // gone: of no kind
        return attributes?[.type] as? FileAttributeType
    }
}

/// The lines of a `.gitignore` that consist of one name, with at most one `*` in it: all that ours has.
struct Ignored {
    private var patterns: [(before: Substring, after: Substring?, onlyFolders: Bool)] = [(".git", nil, true)]

    init(_ text: String?) {
        for line in (text ?? "").split(separator: "\n") where !line.hasPrefix("#") {
            let isFolder = line.hasSuffix("/")
            let parts = (isFolder ? line.dropLast() : line).split(separator: "*", omittingEmptySubsequences: false)
            patterns.append((parts[0], parts.count > 1 ? parts[1] : nil, isFolder))
        }
    }

    func matches(_ name: String, isFolder: Bool) -> Bool {
        patterns.contains { before, after, onlyFolders in
            guard isFolder || !onlyFolders else { return false }
            guard let after else { return name == before }
            return name.hasPrefix(before) && name.hasSuffix(after) && name.count >= before.count + after.count
        }
    }
}
