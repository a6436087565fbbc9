import Blobs
import Domain
import Foundation

/// A Hugging Face cache as its own tools write it.
struct CacheFolder {
    let root: String
    let repository: String
    let commit: String

    private var folder: String { "\(root)/models--\(repository.replacing("/", with: "--"))" }

    /// Puts a file into the snapshot: the bytes as a blob under their name, a link to it under the path.
    func add(_ path: String, _ text: String, isLarge: Bool, holding other: String? = nil) throws {
        let hashes = ContentHasher.hash(Array(text.utf8), gitBlob: true)
        let name = isLarge ? hashes.facts.digest.hex : hashes.gitBlob?.hex ?? ""
        try write("blobs/\(name)", other ?? text)
        let link = URL(filePath: "\(folder)/snapshots/\(commit)/\(path)")
        try FileManager.default.createDirectory(at: link.deletingLastPathComponent(), withIntermediateDirectories: true)
        let up = String(repeating: "../", count: 2 + path.split(separator: "/").count - 1)
        try FileManager.default.createSymbolicLink(atPath: link.path, withDestinationPath: "\(up)blobs/\(name)")
    }

    /// A file that is no link, as caches on systems without links have them.
    func addPlain(_ path: String, _ text: String) throws { try write("snapshots/\(commit)/\(path)", text) }

    func name(_ reference: String, _ commit: String) throws { try write("refs/\(reference)", commit) }

    private func write(_ path: String, _ text: String) throws {
        let url = URL(filePath: "\(folder)/\(path)")
        try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: url)
    }
}
