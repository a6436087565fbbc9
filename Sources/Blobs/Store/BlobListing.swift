package import Domain
package import SystemPackage

/// The files below `blobs/`, folder by folder in the order of their digests, looked up only as they are asked for.
package struct BlobListing: Sequence, Sendable {
    /// One thing found there.
    package enum Entry: Hashable, Sendable {
        case blob(Digest, ByteCount)
        /// Something that is not a blob in its place; never touched by the store.
        case foreign(FilePath)
        /// A folder or file that could not be looked at.
        case unreadable(FilePath, Problem)
    }

    let blobs: FilePath

    package func makeIterator() -> Iterator { Iterator(blobs: blobs) }

    /// Holds the names of one folder at a time. Blocks while it reads one.
    package struct Iterator: IteratorProtocol {
        private let blobs: FilePath
        private var folders: [String] = []
        private var entries: [Entry] = []

        init(blobs: FilePath) {
            self.blobs = blobs
            do {
                folders = try blobs.names().reversed()
            } catch {
                entries = [.unreadable(blobs, Problem(error))]
            }
        }

        package mutating func next() -> Entry? {
            while entries.isEmpty, let folder = folders.popLast() { entries = Self.look(into: folder, of: blobs) }
            return entries.popLast()
        }

        private static func look(into folder: String, of blobs: FilePath) -> [Entry] {
            let path = blobs.appending(folder)
            do {
                let isOurs =
                    folder.utf8.count == 2
                    && Digest(folder + String(repeating: "0", count: 62))?.hex.hasPrefix(folder) == true
                guard isOurs, try path.statusIfThere()?.type == .directory else { return [.foreign(path)] }
                return try path.names().reversed().compactMap { try entry($0, in: folder, at: path.appending($0)) }
            } catch {
                return [.unreadable(path, Problem(error))]
            }
        }

        private static func entry(_ name: String, in folder: String, at path: FilePath) throws -> Entry? {
            guard let status = try path.statusIfThere() else { return nil }
            guard let digest = Digest(name), digest.hex == name, name.hasPrefix(folder), status.type == .regular else {
                return .foreign(path)
            }
            return .blob(digest, ByteCount(status.size))
        }
    }
}

extension BlobStore {
    /// Everything that stands in the store's folders, the foreign included.
    package func list() -> BlobListing { BlobListing(blobs: blobs) }
}
