import CLinux
import Domain
import Glibc
import SystemPackage

/// Copies what a job left in `/out`. The job is dead, its files are not: nothing of them is believed. Only regular files with
/// one name are copied, each folder is opened without following links, and everything is counted.
struct OutFolder {
    private let destination: FilePath
    private let limits: SandboxLimits
    private var left: ByteCount
    private var entries = 0
    private(set) var files: [SandboxFile] = []
    private(set) var leftOut: [SandboxLeftOut] = []

    private static let deepest = 32
    private static let longestPath = 1024
    private static let mostReports = 100

    init(to destination: FilePath, limits: SandboxLimits) {
        self.destination = destination
        self.limits = limits
        left = limits.disk
    }

    /// Makes the destination, or accepts one that is empty.
    static func prepare(_ destination: FilePath) throws {
        if mkdir(destination.string, 0o755) == 0 { return }
        guard errno == EEXIST else {
            throw SandboxError.system(destination, action: "make", Errno(rawValue: errno))
        }
        try SandboxRequest.checkFolder(destination)
        guard SmallFile.names(in: destination).isEmpty else { throw SandboxError.outputNotEmpty(destination) }
    }

    /// Copies everything that may be.
    mutating func copy(from source: FileDescriptor) async throws {
        let target = try naming("open", destination) {
            try FileDescriptor.open(destination, .readOnly, options: [.directory, .closeOnExec])
        }
        defer {
            try? target.close()  // a folder: nothing was written to it
        }
        let copy = dup(source.rawValue)
        guard copy >= 0 else { throw SandboxError.system(destination, action: "open", Errno(rawValue: errno)) }
        try await walk(FileDescriptor(rawValue: copy), target, "", depth: 0)
        files.sort { $0.path < $1.path }
        leftOut.sort { $0.path < $1.path }
    }

    /// Takes the source over, and closes it.
    private mutating func walk(
        _ source: FileDescriptor, _ target: FileDescriptor, _ path: String, depth: Int
    ) async throws {
        guard let folder = fdopendir(source.rawValue) else {
            try? source.close()  // it could not be read
            return skip(path, "cannot be read")
        }
        defer { closedir(folder) }
        while let entry = readdir(folder) {
            try Task.checkCancellation()
            let name = String(validatingCString: roost_entry_name(entry))
            guard name != ".", name != ".." else { continue }
            entries += 1
            guard entries <= limits.files else { return skip(path, "more than \(limits.files) entries") }
            guard let name, Self.isPlain(name) else {
                skip("\(path)…", "a name that is not plain text")
                continue
            }
            let inner = path.isEmpty ? name : "\(path)/\(name)"
            guard inner.utf8.count <= Self.longestPath else {
                skip(path, "a path of more than \(Self.longestPath) bytes")
                continue
            }
            var status = stat()
            guard fstatat(source.rawValue, name, &status, AT_SYMLINK_NOFOLLOW) == 0 else {
                skip(inner, "cannot be read")
                continue
            }
            switch status.st_mode & S_IFMT {
            case S_IFDIR: try await enter(source, target, name, inner, depth)
            case S_IFREG where status.st_nlink != 1: skip(inner, "has several names")
            case S_IFREG: try await take(source, target, name, inner)
            case S_IFLNK: skip(inner, "is a link")
            default: skip(inner, "is no regular file")
            }
        }
    }

    /// Names that no terminal, page or program can stumble over.
    private static func isPlain(_ name: String) -> Bool {
        !name.unicodeScalars.contains {
            $0.value < 32 || (127..<160).contains($0.value) || $0.properties.generalCategory == .format
        }
    }

    private mutating func skip(_ path: String, _ reason: String) {
        if leftOut.count < Self.mostReports { leftOut.append(SandboxLeftOut(path: path, reason: reason)) }
    }

    private mutating func enter(
        _ source: FileDescriptor, _ target: FileDescriptor, _ name: String, _ path: String, _ depth: Int
    ) async throws {
        guard depth < Self.deepest else { return skip(path, "deeper than \(Self.deepest) folders") }
        let flags = O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC
        let inner = openat(source.rawValue, name, flags)
        guard inner >= 0 else { return skip(path, "cannot be read") }
        guard mkdirat(target.rawValue, name, 0o755) == 0 else {
            let error = Errno(rawValue: errno)
            close(inner)
            throw SandboxError.system(destination.appending(path), action: "make", error)
        }
        let folder = openat(target.rawValue, name, flags)
        guard folder >= 0 else {
            let error = Errno(rawValue: errno)
            close(inner)
            throw SandboxError.system(destination.appending(path), action: "open", error)
        }
        defer { close(folder) }
        try await walk(FileDescriptor(rawValue: inner), FileDescriptor(rawValue: folder), path, depth: depth + 1)
    }

    private mutating func take(
        _ source: FileDescriptor, _ target: FileDescriptor, _ name: String, _ path: String
    ) async throws {
        let opened = openat(source.rawValue, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
        guard opened >= 0 else { return skip(path, "cannot be read") }
        let file = FileDescriptor(rawValue: opened)
        defer {
            try? file.close()  // nothing was written
        }
        var status = stat()
        guard fstat(opened, &status) == 0, status.st_mode & S_IFMT == S_IFREG, status.st_size <= left.bytes else {
            return skip(path, "is more than `/out` may hold")
        }
        let made = openat(target.rawValue, name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o644)
        let place = destination.appending(path)
        guard made >= 0 else { throw SandboxError.system(place, action: "make", Errno(rawValue: errno)) }
        let size = try await Self.writing(place) {
            try await Self.copy(file, FileDescriptor(rawValue: made), atMost: status.st_size)
        }
        left = left - size
        files.append(SandboxFile(path: path, size: size))
    }

    private static func writing<Value>(_ path: FilePath, _ body: () async throws -> Value) async throws -> Value {
        do {
            return try await body()
        } catch let errno as Errno {
            throw SandboxError.system(path, action: "write", errno)
        }
    }

    /// In slices, so that it can be cancelled and others get their turn.
    private static func copy(
        _ source: FileDescriptor, _ target: FileDescriptor, atMost size: Int
    ) async throws -> ByteCount {
        var done = 0
        do {
            while done < size {
                try Task.checkCancellation()
                let slice = try [UInt8](unsafeUninitializedCapacity: min(1 << 20, size - done)) { buffer, count in
                    count = try source.read(into: UnsafeMutableRawBufferPointer(buffer))
                }
                if slice.isEmpty { break }
                done += try target.writeAll(slice)
                await Task.yield()
            }
        } catch {
            try? target.close()  // the first error says more
            throw error
        }
        try target.close()
        return ByteCount(done)
    }
}
