import CLinux
import Glibc
import SystemPackage

/// A folder of its own for a test, gone afterwards.
enum Scratch {
    static func with<Value>(_ body: (FilePath) async throws -> Value) async throws -> Value {
        let folder = try make()
        defer { remove(folder) }
        return try await body(folder)
    }

    static func with<Value>(_ body: (FilePath) throws -> Value) throws -> Value {
        let folder = try make()
        defer { remove(folder) }
        return try body(folder)
    }

    static func make(folder: FilePath) throws {
        guard mkdir(folder.string, 0o755) == 0 else { throw Errno(rawValue: errno) }
    }

    static func write(_ text: String, to path: FilePath) throws {
        let file = try FileDescriptor.open(
            path, .writeOnly, options: [.create, .truncate], permissions: [.ownerReadWrite, .groupRead, .otherRead])
        _ = try file.closeAfter { try file.writeAll(text.utf8) }
    }

    static func read(_ path: FilePath) throws -> String {
        let file = try FileDescriptor.open(path, .readOnly)
        return try file.closeAfter {
            let bytes = try [UInt8](unsafeUninitializedCapacity: 1 << 16) { buffer, count in
                count = try file.read(into: UnsafeMutableRawBufferPointer(buffer))
            }
            return String(decoding: bytes, as: UTF8.self)
        }
    }

    private static func make() throws -> FilePath {
        var template = Array("/tmp/roost-test-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw Errno(rawValue: errno) }
        return FilePath(String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self))
    }

    private static func remove(_ path: FilePath) {
        if unlink(path.string) == 0 { return }
        if let folder = opendir(path.string) {
            var names: [String] = []
            while let entry = readdir(folder) {
                let name = String(cString: roost_entry_name(entry))
                if name != ".", name != ".." { names.append(name) }
            }
            closedir(folder)
            for name in names { remove(path.appending(name)) }
        }
        rmdir(path.string)
    }
}
