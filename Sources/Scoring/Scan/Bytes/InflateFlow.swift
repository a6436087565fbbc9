import CZlib

/// What zlib makes of a deflated flow. Blocks.
final class InflateFlow: ByteFlow {
    enum Wrapping: Int32 {
        /// Bare deflate, as in zip.
        case none = -15
        case zlib = 15
        case gzip = 31
    }

    private let input: ForwardReader
    private let spend: (Int64) throws -> Void
    private let wrapping: Wrapping
    private var stream = z_stream()
    private var isOpen: Bool
    private var hasEnded = false

    /// - Parameter spend: told of every piece that was made; throws when it is too much.
    init(_ input: any ByteFlow, _ wrapping: Wrapping, spend: @escaping (Int64) throws -> Void) throws {
        self.input = ForwardReader(input)
        self.spend = spend
        self.wrapping = wrapping
        isOpen = roost_inflate_init(&stream, wrapping.rawValue) == Z_OK
        guard isOpen else { throw ScanFault.tooMuch("zlib has no memory for it") }
    }

    deinit { if isOpen { inflateEnd(&stream) } }

    func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
        guard !hasEnded, !buffer.isEmpty else { return 0 }
        stream.next_out = buffer.baseAddress?.assumingMemoryBound(to: Bytef.self)
        stream.avail_out = uInt(clamping: buffer.count)
        let room = Int(stream.avail_out)
        while stream.avail_out > 0, !hasEnded { try step() }
        let made = room - Int(stream.avail_out)
        try spend(Int64(made))
        return made
    }

    private func step() throws {
        guard try input.fill(1) else { throw ScanFault.malformed("its compressed data ends too early") }
        let piece = input.available
        stream.next_in = UnsafeMutablePointer(mutating: piece.baseAddress?.assumingMemoryBound(to: Bytef.self))
        stream.avail_in = uInt(clamping: piece.count)
        let given = Int(stream.avail_in)
        let room = stream.avail_out
        let result = inflate(&stream, Z_NO_FLUSH)
        input.advance(given - Int(stream.avail_in))
        switch result {
        case Z_OK, Z_BUF_ERROR:
            guard Int(stream.avail_in) < given || stream.avail_out < room else {
                throw ScanFault.malformed("its compressed data leads nowhere")
            }
        case Z_STREAM_END: try nextMember()
        default: throw ScanFault.malformed("its compressed data is damaged")
        }
    }

    /// A gzip file may consist of several; what follows otherwise belongs to nobody.
    private func nextMember() throws {
        guard wrapping == .gzip, try input.peek(2) == [0x1F, 0x8B], inflateReset(&stream) == Z_OK else {
            hasEnded = true
            return
        }
    }
}
