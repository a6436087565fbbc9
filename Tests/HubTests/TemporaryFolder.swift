import FoundationEssentials

enum TemporaryFolder {
    /// A temporary folder with these files, for as long as `body` runs.
    static func with(_ files: [String: String], _ body: (String) async throws -> Void) async throws {
        let root = FileManager.default.temporaryDirectory.path + "/hub-\(UInt64.random(in: 0 ... .max))"
        for (path, text) in files { try write(text, to: "\(root)/\(path)") }
        defer { try? FileManager.default.removeItem(atPath: root) }  // a leftover in the temporary folder does no harm
        try await body(root)
    }

    static func write(_ text: String, to path: String) throws {
        let folder = String(path[..<(path.lastIndex(of: "/") ?? path.endIndex)])
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try Data(text.utf8).write(to: URL(filePath: path))
    }
}
