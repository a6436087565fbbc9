/// Walks through the fields of a protobuf message without holding it.
final class ProtobufReader {
    struct Field {
        let number: UInt64
        /// 0 a number, 1 eight bytes, 2 counted bytes, 5 four bytes.
        let kind: UInt64
        /// Of kind 0.
        let value: UInt64
        /// Where the content is.
        let range: Range<Int64>
    }

    private let source: any ByteSource
    private var window: [UInt8] = []
    private var windowStart: Int64 = 0
    private var fieldsLeft: Int

    init(_ source: any ByteSource, limits: ScanLimits) {
        self.source = source
        fieldsLeft = limits.graphFields
    }

    private func byte(at offset: Int64) throws -> UInt8? {
        if offset < windowStart || offset >= windowStart + Int64(window.count) {
            window = try source.bytes(at: offset, count: 16 << 10)
            windowStart = offset
        }
        let index = Int(offset - windowStart)
        return index < window.count ? window[index] : nil
    }

    private func varint(_ at: inout Int64, end: Int64) throws -> UInt64? {
        var value: UInt64 = 0
        for shift in stride(from: UInt64(0), to: 64, by: 7) {
            guard at < end, let byte = try byte(at: at) else { return nil }
            at += 1
            value |= UInt64(byte & 0x7F) << shift
            if byte & 0x80 == 0 { return value }
        }
        return nil
    }

    /// Calls `body` with each field; false when the bytes are no message.
    func fields(in range: Range<Int64>, _ body: (Field) throws -> Void) throws -> Bool {
        var at = range.lowerBound
        while at < range.upperBound {
            fieldsLeft -= 1
            guard fieldsLeft > 0 else { throw ScanFault.tooMuch("its graph has too many parts") }
            guard let key = try varint(&at, end: range.upperBound), key >> 3 > 0, key >> 3 < 1 << 29 else {
                return false
            }
            var value: UInt64 = 0
            let start: Int64
            switch key & 7 {
            case 0:
                start = at
                guard let number = try varint(&at, end: range.upperBound) else { return false }
                value = number
            case 1:
                start = at
                at += 8
            case 2:
                guard let length = try varint(&at, end: range.upperBound), length <= UInt64(range.upperBound - at)
                else { return false }
                start = at
                at += Int64(length)
            case 5:
                start = at
                at += 4
            default: return false
            }
            guard at <= range.upperBound else { return false }
            try body(Field(number: key >> 3, kind: key & 7, value: value, range: start..<at))
        }
        return true
    }

    /// A short text; nil when it is longer than `limit` bytes.
    func text(_ field: Field, limit: Int = 512) throws -> String? {
        guard field.kind == 2, field.range.count <= limit else { return nil }
        return String(decoding: try source.bytes(at: field.range.lowerBound, count: field.range.count), as: UTF8.self)
    }
}
