import CLinux
import Glibc
import SystemPackage

/// The kernel's own little files, below `/proc` and `/sys`: read and written at once, and gone at any moment.
enum SmallFile {
    private static let largest = 1 << 20

    /// The text, at most 1 MiB of it; nil when it cannot be read.
    static func read(_ path: FilePath) -> String? {
        guard let file = try? FileDescriptor.open(path, .readOnly, options: .closeOnExec)  // gone, or not for us
        else { return nil }
        return contents(of: file)
    }

    /// The same relative to an open folder, which goes on meaning the same process when its number is used again.
    static func read(_ path: String, in folder: FileDescriptor) -> String? {
        let file = openat(folder.rawValue, path, O_RDONLY | O_CLOEXEC)
        return file < 0 ? nil : contents(of: FileDescriptor(rawValue: file))
    }

    private static func contents(of file: FileDescriptor) -> String? {
        var bytes: [UInt8] = []
        let piece = 16 << 10
        let isRead =
            (try? file.closeAfter {  // a process that ended meanwhile has nothing to say
                while bytes.count < largest {
                    let more = try [UInt8](unsafeUninitializedCapacity: piece) { buffer, count in
                        count = try file.read(into: UnsafeMutableRawBufferPointer(buffer))
                    }
                    if more.isEmpty { return }
                    bytes += more
                }
            }) != nil
        return isRead ? String(decoding: bytes, as: UTF8.self) : nil
    }

    /// Whether all of it was accepted.
    static func write(_ text: String, to path: FilePath) -> Bool {
        guard let file = try? FileDescriptor.open(path, .writeOnly, options: .closeOnExec)  // false says it
        else { return false }
        let written = try? file.closeAfter { try file.writeAll(text.utf8) }  // false says it
        return written == text.utf8.count
    }

    static func isWritable(_ path: FilePath) -> Bool { access(path.string, W_OK) == 0 }

    /// Whether it is there, now or before.
    static func makeFolder(_ path: FilePath, _ mode: mode_t) -> Bool {
        mkdir(path.string, mode) == 0 || errno == EEXIST
    }

    /// The names in a folder; empty when it cannot be read.
    static func names(in path: FilePath) -> [String] {
        guard let folder = opendir(path.string) else { return [] }
        defer { closedir(folder) }
        var names: [String] = []
        while let entry = readdir(folder), names.count < 100_000 {
            let name = String(cString: roost_entry_name(entry))
            if name != ".", name != ".." { names.append(name) }
        }
        return names
    }
}
