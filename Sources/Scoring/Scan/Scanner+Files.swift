package import Blobs
import Domain
import FoundationEssentials
import NIOPosix
import Synchronization
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
        guard let names = try FolderListing(path, limit: limits.files).names else {
            return try await turn(FileLine([path.string]), at: { _ in path })
        }
        let line = FileLine(names)
        var scans: [FileScan] = []
        try await withThrowingTaskGroup(of: [FileScan].self) { group in
            for _ in 0..<Self.width {
                group.addTask {
                    var done: [FileScan] = []
                    while true {
                        let some = try await turn(line, at: { path.appending($0) })
                        if some.isEmpty { return done }
                        done += some
                    }
                }
            }
            for try await some in group { scans += some }
        }
        return ScanReport(scans).withRemoteCode.scans
    }

    /// Files that are scanned at the same time.
    private static var width: Int { max(2, ProcessInfo.processInfo.activeProcessorCount) }
    /// Files of one turn at most.
    private static let turn = 64

    /// Scans some of the files that are left; none when there are none.
    ///
    /// Going to a thread that may wait and back again takes longer than to look into a small file, so many are looked into there.
    private func turn(_ line: FileLine, at place: @escaping @Sendable (String) -> FilePath) async throws -> [FileScan] {
        let flag = CancelFlag()
        return try await withTaskCancellationHandler {
            let looks = try await NIOThreadPool.singleton.runIfActive {
                var looks: [Look] = []
                while looks.count < Self.turn, let name = line.next() {
                    try flag.check()
                    looks.append(try look(at: place(name), name, flag))
                }
                return looks
            }
            var scans: [FileScan] = []
            for look in looks { scans.append(try await finished(look)) }
            return scans
        } onCancel: {
            flag.raise()
        }
    }

    private func look(at path: FilePath, _ name: String, _ flag: CancelFlag) throws -> Look {
        let source: FileSource
        do {
            // A pipe would wait for a writer who never comes.
            guard try Stat(path).type == .regular else { return Self.unread(name, "it is no regular file") }
            let file = try OpenFile(path, .readOnly)
            source = FileSource(file: file, size: Int64(try file.status().size))
        } catch {
            return Self.unread(name, Problem(error).message)
        }
        return try look(StoppableSource(base: source, flag: flag), name: name)
    }

    private static func unread(_ name: String, _ why: String) -> Look {
        let finding = ScanFinding(rule: "unreadable", verdict: .unscanned, message: why)
        return Look(name: name, size: 0, findings: [finding], format: nil, deferred: [])
    }
}

/// The files that nobody has taken yet.
private final class FileLine: Sendable {
    private let rest: Mutex<ArraySlice<String>>

    init(_ names: [String]) { rest = Mutex(names[...]) }

    func next() -> String? { rest.withLock { $0.popFirst() } }
}
