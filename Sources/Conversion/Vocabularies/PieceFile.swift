/// The pieces in a file of SentencePiece: a protocol buffer whose first field repeats.
struct PieceFile {
    struct Piece: Hashable, Sendable {
        var text: [UInt8] = []
        var score: Float = 0
        var kind = Vocabulary.Kind.normal
    }

    private let bytes: [UInt8]
    private var offset = 0
    private var end: Int

    static func read(_ bytes: [UInt8]) throws(ConversionError) -> [Piece] {
        var file = PieceFile(bytes: bytes)
        var pieces: [Piece] = []
        while file.offset < file.end {
            let (field, wire) = try file.tag()
            guard field == 1, wire == 2 else {
                try file.skip(wire)
                continue
            }
            guard pieces.count < ConversionLimits.tokens else { throw fault("it has too many pieces") }
            pieces.append(try file.piece())
        }
        guard !pieces.isEmpty else { throw fault("it has no pieces") }
        return pieces
    }

    private init(bytes: [UInt8]) {
        self.bytes = bytes
        end = bytes.count
    }

    private static func fault(_ what: String) -> ConversionError { .malformed(file: "tokenizer.model", what) }

    private mutating func tag() throws(ConversionError) -> (field: UInt64, wire: UInt64) {
        let number = try varint()
        return (number >> 3, number & 7)
    }

    private mutating func varint() throws(ConversionError) -> UInt64 {
        var number: UInt64 = 0
        for shift in stride(from: 0, to: 64, by: 7) {
            guard offset < end else { throw Self.fault("it ends too early") }
            let byte = bytes[offset]
            offset += 1
            number |= UInt64(byte & 0x7F) << shift
            if byte < 0x80 { return number }
        }
        throw Self.fault("a number does not end")
    }

    /// Moves over so many bytes and gives the place where they begin.
    private mutating func take(_ count: UInt64) throws(ConversionError) -> Range<Int> {
        guard count <= UInt64(end - offset) else { throw Self.fault("it ends too early") }
        let start = offset
        offset += Int(count)
        return start..<offset
    }

    private mutating func skip(_ wire: UInt64) throws(ConversionError) {
        switch wire {
        case 0: _ = try varint()
        case 1: _ = try take(8)
        case 2: _ = try take(try varint())
        case 5: _ = try take(4)
        default: throw Self.fault("it is no file of SentencePiece")
        }
    }

    private mutating func piece() throws(ConversionError) -> Piece {
        let range = try take(try varint())
        var inner = self
        (inner.offset, inner.end) = (range.lowerBound, range.upperBound)
        var piece = Piece()
        while inner.offset < inner.end {
            switch try inner.tag() {
            case (1, 2): piece.text = Array(bytes[try inner.take(try inner.varint())])
            case (2, 5):
                let bits = bytes[try inner.take(4)].reversed().reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
                piece.score = Float(bitPattern: bits)
            case (3, 0): piece.kind = Self.kind(try inner.varint())
            case (_, let wire): try inner.skip(wire)
            }
        }
        return piece
    }

    /// What a person defined is an ordinary piece to llama.cpp's own converter.
    private static func kind(_ number: UInt64) -> Vocabulary.Kind {
        switch number {
        case 2: .unknown
        case 3: .control
        case 5: .unused
        case 6: .byte
        default: .normal
        }
    }
}
