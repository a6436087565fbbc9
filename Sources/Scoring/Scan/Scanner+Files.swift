package import Blobs
import Domain
import FoundationEssentials
package import SystemPackage
package import Wire

/// A file of this machine.
struct FileSource: ByteSource {
    let file: OpenFile
    let size: Int64

    func read(at offset: Int64, into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
        try file.read(at: offset, into: buffer)
    }
}

/// A blob of the store.
package struct BlobSource: ByteSource {
    private let reader: BlobReader

    package init(_ reader: BlobReader) { self.reader = reader }

    package var size: Int64 { reader.size.bytes }

    package func read(at offset: Int64, into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
        try reader.read(at: offset, into: buffer)
    }
}

extension Scanner {
    /// Scans a file, or every file below a folder, several at a time; sorted by path.
    ///
    /// Links to files are followed, links to folders are not. Throws `ScanError` when there is nothing at the path.
    package func scan(path: FilePath) async throws -> [FileScan] {
        let names = try FolderListing(path, limit: limits.files).names
        guard let names else { return [try await scan(file: path, name: path.string)] }
        var scans: [FileScan] = []
        try await withThrowingTaskGroup(of: FileScan.self) { group in
            var rest = names[...]
            for _ in 0..<Self.width {
                guard let name = rest.popFirst() else { break }
                group.addTask { try await scan(file: path.appending(name), name: name) }
            }
            while let scan = try await group.next() {
                scans.append(scan)
                guard let name = rest.popFirst() else { continue }
                group.addTask { try await self.scan(file: path.appending(name), name: name) }
            }
        }
        return ScanReport(scans).withRemoteCode.scans
    }

    /// Files that are scanned at the same time.
    private static var width: Int { max(2, ProcessInfo.processInfo.activeProcessorCount) }

    private func scan(file path: FilePath, name: String) async throws -> FileScan {
        let source: FileSource
        do {
            // A pipe would wait for a writer who never comes.
            guard try Stat(path).type == .regular else { return Self.unread(name, "it is no regular file") }
            let file = try OpenFile(path, .readOnly)
            source = FileSource(file: file, size: Int64(try file.status().size))
        } catch {
            return Self.unread(name, Problem(error).message)
        }
        return try await scan(source, name: name)
    }

    private static func unread(_ name: String, _ why: String) -> FileScan {
        let finding = ScanFinding(rule: "unreadable", verdict: .unscanned, message: why)
        return FileScan(path: name, verdict: .unscanned, findings: [finding])
    }
}
