import CLinux
import Domain
import Glibc
import SystemPackage

/// A package being written to a file by `copy_file_range`, in steps short enough for a shared thread.
struct PackageCopying: Sendable {
    private static let stepLength: Int64 = 16 << 20
    private static let stepPieces = 256

    private let store: BlobStore
    private let output: OpenFile
    private var pieces: PackagePieces
    private var rest: PackagePiece?
    private var reader: BlobReader?
    /// How much of the package is in the file.
    private(set) var written: Int64 = 0
    private var handedToDisk: Int64 = 0
    /// False as soon as the kernel refuses to copy between these two files.
    private(set) var isPossible = true

    init(store: BlobStore, layout: PackageLayout, output: OpenFile) {
        self.store = store
        self.output = output
        pieces = layout.pieces()
    }

    mutating func step() throws {
        let start = written
        for _ in 0..<Self.stepPieces {
            guard isPossible, written - start < Self.stepLength, let piece = rest ?? pieces.next() else { break }
            rest = try place(piece, upTo: Self.stepLength - (written - start))
        }
        if written - handedToDisk >= Self.stepLength { handToDisk() }
    }

    /// Only whole pages: to append to a page on its way to the disk, one would have to wait for it.
    private mutating func handToDisk() {
        let end = written / 4096 * 4096
        output.descriptor.beginWriteback(at: handedToDisk, count: end - handedToDisk)
        handedToDisk = end
    }

    /// Writes the piece, or the beginning of it; returns the rest.
    private mutating func place(_ piece: PackagePiece, upTo limit: Int64) throws -> PackagePiece? {
        switch piece {
        case .bytes(let bytes):
            try bytes.withUnsafeBytes { try output.append($0) }
            written += Int64(bytes.count)
            return nil
        case .blob(let digest, let offset, let length):
            let reader = try reader.flatMap { $0.digest == digest ? $0 : nil } ?? store.open(digest)
            self.reader = reader
            let copied = try copy(from: reader, at: offset, length: min(length, limit))
            written += copied
            return copied < length ? .blob(digest, offset: offset + copied, length: length - copied) : nil
        }
    }

    /// Returns how many bytes the kernel copied; zero, and no longer possible, when it refused.
    private mutating func copy(from reader: BlobReader, at offset: Int64, length: Int64) throws -> Int64 {
        var position = off_t(offset)
        do {
            let count = try checked {
                copy_file_range(
                    reader.descriptor.rawValue, &position, output.descriptor.rawValue, nil, Int(length), 0)
            }
            guard count > 0 else {
                throw BlobError.damaged(reader.digest, found: "it is shorter than the \(offset + length) bytes needed")
            }
            return Int64(count)
        } catch Errno.improperLink, Errno.invalidArgument, Errno.notSupported, Errno.noFunction, Errno.badFileDescriptor
        {
            isPossible = false
            return 0
        } catch let errno as Errno {
            throw BlobError("write", output.path, errno)
        }
    }
}
