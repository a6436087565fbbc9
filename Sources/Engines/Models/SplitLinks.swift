import Blobs
import Domain
import Glibc
import Registry
import SystemPackage

/// Names for the parts of split files: llama.cpp finds the others by the name of the first, and blobs have other names.
struct SplitLinks: Sendable {
    let folder: FilePath

    /// Links to the parts in a folder of their own; gives the first. One that leads elsewhere is replaced: the
    /// home may have moved.
    func link(_ files: [KeptFile], in blobs: BlobStore) throws -> FilePath {
        guard let first = files.first else { throw ModelError.noFile("", has: []) }
        let own = folder.appending(first.digest.hex)
        for each in [folder, own] where mkdir(each.string, 0o700) != 0 && errno != EEXIST {
            throw EngineError.cannotStart(each.string, why: "\(Errno(rawValue: errno))")
        }
        let count = files.count
        func path(_ part: Int) -> FilePath { own.appending("model-\(five(part))-of-\(five(count)).gguf") }
        for (index, file) in files.enumerated() {
            let link = path(index + 1)
            let target = blobs.path(of: file.digest)
            if Self.target(of: link) == target.string { continue }
            // Beside it, then in its place: an engine that looks at this moment finds one or the other.
            let beside = FilePath("\(link.string).\(UInt64.random(in: .min ... .max))")
            guard symlink(target.string, beside.string) == 0, rename(beside.string, link.string) == 0 else {
                throw EngineError.cannotStart(link.string, why: "\(Errno(rawValue: errno))")
            }
        }
        return path(1)
    }

    private static func target(of link: FilePath) -> String? {
        let bytes = [UInt8](unsafeUninitializedCapacity: 4096) { buffer, count in
            let read = buffer.withMemoryRebound(to: CChar.self) { names in
                names.baseAddress.map { readlink(link.string, $0, names.count) } ?? 0
            }
            count = max(0, read)
        }
        return bytes.isEmpty ? nil : String(decoding: bytes, as: UTF8.self)
    }

    private func five(_ number: Int) -> String { String("0000\(number)".suffix(5)) }
}
