import CArchive

/// What libarchive reads from: a source, piece by piece.
private final class ArchiveInput {
    let source: any ByteSource
    var offset: Int64 = 0
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 64 << 10, alignment: 16)
    /// Kept here, because a C library cannot throw it.
    var error: (any Error)?

    init(_ source: any ByteSource) { self.source = source }
    deinit { buffer.deallocate() }

    static func at(_ address: UnsafeMutableRawPointer?) -> ArchiveInput? {
        address.map { Unmanaged<ArchiveInput>.fromOpaque($0).takeUnretainedValue() }
    }
}

/// One entry of an archive, as the archive has it.
struct ArchiveEntry {
    let path: String
    /// What a link points to; nil for anything else.
    let link: String?
    let isFile: Bool
    let isEncrypted: Bool
    /// Neither file, folder nor link: a device, a pipe.
    let isSpecial: Bool
}

/// An archive or a compressed stream, read by libarchive from front to back; its current entry is the flow. Blocks.
final class LibArchive: ByteFlow {
    enum Kind {
        /// tar, also compressed, 7z, rar, cpio, cab, …
        case archive
        /// One compressed stream and nothing else: bzip2, xz, lzma, zstd, lz4.
        case stream
    }

    private let handle: OpaquePointer
    private let input: ArchiveInput
    private let spend: (Int64) throws -> Void
    private var isInEntry = false

    init(_ source: any ByteSource, _ kind: Kind, spend: @escaping (Int64) throws -> Void) throws {
        guard let handle = archive_read_new() else { throw ScanFault.tooMuch("libarchive has no memory for it") }
        self.handle = handle
        self.spend = spend
        input = ArchiveInput(source)
        Self.prepare(handle, kind)
        archive_read_set_callback_data(handle, Unmanaged.passUnretained(input).toOpaque())
        archive_read_set_read_callback(handle) { _, address, place in
            guard let input = ArchiveInput.at(address) else { return -1 }
            do {
                let count = try input.source.read(at: input.offset, into: input.buffer)
                input.offset += Int64(count)
                place?.pointee = UnsafeRawPointer(input.buffer.baseAddress)
                return count
            } catch {
                input.error = error
                return -1
            }
        }
        archive_read_set_seek_callback(handle) { _, address, offset, whence in
            guard let input = ArchiveInput.at(address) else { return -1 }
            let base: Int64 = whence == 0 ? 0 : whence == 1 ? input.offset : input.source.size
            let (target, overflow) = base.addingReportingOverflow(offset)
            guard !overflow, target >= 0 else { return -1 }
            input.offset = target
            return target
        }
        archive_read_set_skip_callback(handle) { _, address, count in
            guard let input = ArchiveInput.at(address), count > 0 else { return 0 }
            let moved = max(0, min(count, input.source.size - input.offset))
            input.offset += moved
            return moved
        }
        // What throws here is whole already: `deinit` frees the handle.
        guard archive_read_open1(handle) == ARCHIVE_OK else { throw fault() }
    }

    deinit { archive_read_free(handle) }

    private static func prepare(_ handle: OpaquePointer, _ kind: Kind) {
        // Only what is decoded in this process: some filters of libarchive start programs.
        archive_read_support_filter_gzip(handle)
        archive_read_support_filter_bzip2(handle)
        archive_read_support_filter_xz(handle)
        archive_read_support_filter_lzma(handle)
        archive_read_support_filter_zstd(handle)
        archive_read_support_filter_lz4(handle)
        switch kind {
        case .stream: archive_read_support_format_raw(handle)
        case .archive:
            archive_read_support_format_tar(handle)
            archive_read_support_format_7zip(handle)
            archive_read_support_format_cpio(handle)
            archive_read_support_format_rar(handle)
            archive_read_support_format_rar5(handle)
            archive_read_support_format_cab(handle)
        }
    }

    /// Goes to the next entry; nil behind the last one.
    func next() throws -> ArchiveEntry? {
        var entry: OpaquePointer?
        switch archive_read_next_header(handle, &entry) {
        case ARCHIVE_EOF: return nil
        case ARCHIVE_OK, ARCHIVE_WARN: break
        default: throw fault()
        }
        guard let entry else { return nil }
        isInEntry = true
        let kind = UInt32(archive_entry_filetype(entry))
        let link = Self.text(archive_entry_hardlink(entry)) ?? Self.text(archive_entry_symlink(entry))
        return ArchiveEntry(
            path: Self.text(archive_entry_pathname(entry)) ?? Self.text(archive_entry_pathname_utf8(entry)) ?? "?",
            link: link, isFile: [0, 0o100000].contains(kind) && link == nil,
            isEncrypted: archive_entry_is_encrypted(entry) != 0,
            isSpecial: link == nil && ![0, 0o100000, 0o040000, 0o120000].contains(kind))
    }

    private static func text(_ characters: UnsafePointer<CChar>?) -> String? {
        characters.map { String(cString: $0) }
    }

    func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
        guard isInEntry else { return 0 }
        let count = archive_read_data(handle, buffer.baseAddress, buffer.count)
        guard count >= 0 else { throw fault() }
        try spend(Int64(count))
        return count
    }

    private func fault() -> any Error {
        if let error = input.error { return error }
        let said = archive_error_string(handle).map { String(cString: $0) } ?? "it cannot be read"
        return ScanFault.malformed("the archive is damaged or of an unknown kind (\(said.prefix(120)))")
    }
}
