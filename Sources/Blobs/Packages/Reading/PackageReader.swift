package import Domain
package import NIOPosix
package import SystemPackage

/// A package file from anywhere, opened: its structure and its manifest are sound and agree; its files' bytes are
/// checked when they are staged.
package struct PackageReader: Sendable {
    package let manifest: PackageManifest
    /// For messages.
    let name: String
    private let file: OpenFile
    private let places: [RepositoryPath: Place]
    private let threads: NIOThreadPool

    private struct Place {
        let member: PackageMember
        let range: Range<Int64>
    }

    /// Opens a regular file; a symbolic link is refused. `BlobError.package` says what is wrong with it.
    package static func open(at path: FilePath, threads: NIOThreadPool = .singleton) async throws -> PackageReader {
        try await threads.runIfActive {
            let file = try SourceFile(path, within: nil).file
            do {
                return try PackageReader(file, threads: threads)
            } catch let fault as PackageFault {
                throw BlobError.package(name: path.string, fault)
            }
        }
    }

    private init(_ file: OpenFile, threads: NIOThreadPool) throws {
        let directory = try PackageDirectory(file)
        var places: [RepositoryPath: Place] = [:]
        for (member, offset) in zip(directory.members, directory.dataOffsets) {
            places[member.path] = Place(member: member, range: offset..<(offset + member.size))
        }
        guard let place = places.removeValue(forKey: PackageManifest.path) else {
            throw PackageFault.manifest("there is none")
        }
        manifest = try Self.readManifest(place, of: file)
        try Self.compare(manifest, with: places)
        self.file = file
        self.places = places
        self.threads = threads
        name = file.path.string
    }

    private static func readManifest(_ place: Place, of file: OpenFile) throws -> PackageManifest {
        guard place.member.size <= Int64(PackageLimits.manifest) else {
            throw PackageFault.tooLarge("a manifest of \(ByteCount(place.member.size))")
        }
        let bytes = try file.bytes(at: place.range.lowerBound, count: place.range.count)
        guard CRC32.of(bytes) == place.member.crc32 else { throw PackageFault.damagedEntry(PackageManifest.path.text) }
        return try PackageManifest(json: bytes)
    }

    /// The manifest must list exactly the files that are there.
    private static func compare(_ manifest: PackageManifest, with places: [RepositoryPath: Place]) throws {
        for file in manifest.files {
            guard let place = places[file.path] else {
                throw PackageFault.manifest("it lists \(PackageFault.shown(file.path.text)), which is not there")
            }
            guard place.member.size == file.size.bytes else {
                throw PackageFault.manifest("it lists \(PackageFault.shown(file.path.text)) with another size")
            }
        }
        guard Set(manifest.files.map(\.path)).count == places.count, manifest.files.count == places.count else {
            throw PackageFault.manifest("it does not list every file exactly once")
        }
    }

    /// Stages one file of the manifest; its SHA-256, its CRC-32 and, if it lists one, git's name of it must be right.
    package func stage(
        _ listed: PackagedFile, into store: BlobStore, progress: (@Sendable (_ done: ByteCount) -> Void)? = nil
    ) async throws -> StagedBlob {
        guard let place = places[listed.path], place.member.size == listed.size.bytes else {
            throw BlobError.package(name: name, .manifest("\(PackageFault.shown(listed.path.text)) is not in it"))
        }
        return try await store.stageFile(origin: .written) { output in
            let pass = ContentPass(source: file, range: place.range, destination: output, threads: threads)
            let hashes = try await pass.run(
                hasher: ContentHasher(gitBlobOf: listed.gitOid == nil ? nil : listed.size), progress: progress)
            guard hashes.facts.digest == listed.sha256, hashes.facts.crc32 == place.member.crc32,
                hashes.gitBlob == listed.gitOid
            else { throw BlobError.package(name: name, .damagedEntry(listed.path.text)) }
            return hashes
        }
    }
}
