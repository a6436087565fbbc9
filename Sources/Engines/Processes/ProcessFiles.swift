import CLinux
import Glibc
import SystemPackage

/// What the kernel says of a process.
package enum ProcessFiles {
    /// The most names of a folder that are looked at.
    private static let mostNames = 10_000
    /// Bytes of a file that are read.
    private static let mostBytes = 8192

    /// What a process holds in memory; nil when there is none.
    package static func memory(of process: Int32) -> ProcessMemory? {
        read(FilePath("/proc/\(process)/status")).flatMap(ProcessMemory.init(status:))
    }

    /// When it was started, in clock ticks since the machine came up: with the number it names one process for ever.
    static func start(of process: Int32) -> UInt64? {
        // The name of the program stands in parentheses and may itself contain spaces and parentheses.
        guard let text = read(FilePath("/proc/\(process)/stat")), let end = text.lastIndex(of: ")") else { return nil }
        let fields = text[text.index(after: end)...].split(separator: " ")
        return fields.count > 19 ? UInt64(fields[19]) : nil
    }

    /// The beginning of a small file; nil when it cannot be read.
    static func read(_ path: FilePath) -> String? {
        guard let file = try? FileDescriptor.open(path, .readOnly, options: .closeOnExec)  // gone
        else { return nil }
        defer { try? file.close() }  // only read
        let bytes = try? [UInt8](unsafeUninitializedCapacity: mostBytes) { buffer, count in  // gone meanwhile
            count = try file.read(into: UnsafeMutableRawBufferPointer(buffer))
        }
        return bytes.map { String(decoding: $0, as: UTF8.self) }
    }

    /// The names in a folder; empty when it cannot be read.
    static func names(in path: FilePath) -> [String] {
        guard let folder = opendir(path.string) else { return [] }
        defer { closedir(folder) }
        var names: [String] = []
        while let entry = readdir(folder), names.count < mostNames {
            let name = String(cString: roost_entry_name(entry))
            if name != ".", name != ".." { names.append(name) }
        }
        return names
    }
}
