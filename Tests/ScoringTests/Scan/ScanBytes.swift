import Domain
import Hub
import Scoring
import Wire

/// Bytes in memory, as a scan reads them.
struct BytesSource: ByteSource {
    let bytes: [UInt8]

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    var size: Int64 { Int64(bytes.count) }

    func read(at offset: Int64, into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
        guard offset >= 0, offset < size else { return 0 }
        let part = bytes[Int(offset)...].prefix(buffer.count)
        buffer.copyBytes(from: part)
        return part.count
    }
}

/// Bytes that come asynchronously, and note how many were asked for.
struct RemoteBytes: RangeReading {
    let bytes: [UInt8]

    var size: Int64 { Int64(bytes.count) }

    func read(_ range: Range<Int64>) async throws -> [UInt8] {
        await Task.yield()
        return Array(bytes[Int(range.lowerBound)..<Int(range.upperBound)])
    }
}

/// Writes pickles instruction by instruction, as no pickler would.
enum PickleBytes {
    static func text(_ text: String) -> [UInt8] { [0x58] + little(UInt32(text.utf8.count)) + Array(text.utf8) }
    static func global(_ module: String, _ name: String) -> [UInt8] { Array("c\(module)\n\(name)\n".utf8) }

    static func little(_ number: some FixedWidthInteger) -> [UInt8] {
        withUnsafeBytes(of: number.littleEndian) { Array($0) }
    }

    /// A call with one text, as protocol 2 writes it.
    static func call(_ module: String, _ name: String, _ argument: String = "true") -> [UInt8] {
        [0x80, 2] + global(module, name) + text(argument) + [0x85] + Array("R.".utf8)
    }

    /// The same with the names on the stack, as protocol 4 writes it.
    static func stackCall(_ module: String, _ name: String) -> [UInt8] {
        [0x80, 4] + short(module) + [0x94] + short(name) + [0x94, 0x93, 0x94] + short("true") + [0x85, 0x52, 0x2E]
    }

    static func short(_ text: String) -> [UInt8] { [0x8C, UInt8(text.utf8.count)] + Array(text.utf8) }
}

/// Writes zip archives, also such as no program writes.
struct ZipBytes {
    var members: [(name: String, data: [UInt8])] = []
    /// Of each member, in its own header and in the directory.
    var localFlags: UInt16 = 0
    var centralFlags: UInt16 = 0
    var localName: String?
    var checksum: UInt32?
    var isListed: (Int) -> Bool = { _ in true }

    init(_ members: (String, [UInt8])...) { self.members = members.map { ($0.0, $0.1) } }

    var bytes: [UInt8] {
        var out: [UInt8] = []
        var directory: [UInt8] = []
        var count: UInt16 = 0
        for (index, member) in members.enumerated() {
            let offset = UInt32(out.count)
            let sum = checksum ?? Self.checksum(member.data)
            let sizes =
                PickleBytes.little(sum) + PickleBytes.little(UInt32(member.data.count))
                + PickleBytes.little(UInt32(member.data.count))
            let own = Array((localName ?? member.name).utf8)
            out += [0x50, 0x4B, 3, 4, 20, 0] + PickleBytes.little(localFlags) + [0, 0, 0, 0, 0x21, 0] + sizes
            out += PickleBytes.little(UInt16(own.count)) + [0, 0] + own + member.data
            guard isListed(index) else { continue }
            count += 1
            directory +=
                [0x50, 0x4B, 1, 2, 20, 3, 20, 0] + PickleBytes.little(centralFlags) + [0, 0, 0, 0, 0x21, 0] + sizes
            directory += PickleBytes.little(UInt16(member.name.utf8.count)) + [UInt8](repeating: 0, count: 12)
            directory += PickleBytes.little(offset) + Array(member.name.utf8)
        }
        let start = UInt32(out.count)
        out += directory + [0x50, 0x4B, 5, 6, 0, 0, 0, 0] + PickleBytes.little(count) + PickleBytes.little(count)
        return out + PickleBytes.little(UInt32(directory.count)) + PickleBytes.little(start) + [0, 0]
    }

    private static func checksum(_ data: [UInt8]) -> UInt32 {
        var crc = UInt32.max
        for byte in data {
            crc ^= UInt32(byte)
            for _ in 0..<8 { crc = crc & 1 == 1 ? crc >> 1 ^ 0xEDB8_8320 : crc >> 1 }
        }
        return ~crc
    }
}

/// Writes the headers of weight files, and archives without a checksum.
enum HeaderBytes {
    static func gguf(template: String) -> [UInt8] {
        func text(_ text: String) -> [UInt8] { PickleBytes.little(UInt64(text.utf8.count)) + Array(text.utf8) }
        return Array("GGUF".utf8) + PickleBytes.little(UInt32(3)) + PickleBytes.little(UInt64(0))
            + PickleBytes.little(UInt64(1))
            + text("tokenizer.chat_template") + PickleBytes.little(UInt32(8)) + text(template)
    }

    static func safetensors(_ json: String, data: Int) -> [UInt8] {
        PickleBytes.little(UInt64(json.utf8.count)) + Array(json.utf8) + [UInt8](repeating: 1, count: data)
    }

    /// A tar archive of one file, as `ustar` writes it.
    static func tar(_ name: String, _ data: [UInt8]) -> [UInt8] {
        func octal(_ number: Int, _ width: Int) -> [UInt8] {
            let digits = String(number, radix: 8)
            return Array((String(repeating: "0", count: width - 1 - digits.count) + digits).utf8) + [0]
        }
        func padded(_ bytes: [UInt8], _ size: Int) -> [UInt8] {
            bytes + [UInt8](repeating: 0, count: size - bytes.count)
        }
        let before =
            padded(Array(name.utf8), 100) + octal(0o644, 8) + octal(0, 8) + octal(0, 8) + octal(data.count, 12)
            + octal(0, 12)
        let after = padded([0x30], 101) + Array("ustar\0".utf8) + Array("00".utf8)
        let sum = (before + [UInt8](repeating: 0x20, count: 8) + after).reduce(0) { $0 + Int($1) }
        let header = padded(before + octal(sum, 7) + [0x20] + after, 512)
        return header + padded(data, (data.count + 511) / 512 * 512) + [UInt8](repeating: 0, count: 1024)
    }
}

extension FileScan {
    /// What a scan says of bytes of this name.
    static func of(_ bytes: [UInt8], _ name: String = "model.pkl", limits: ScanLimits = ScanLimits()) async throws
        -> FileScan
    {
        try await Scanner(limits: limits).scan(BytesSource(bytes), name: name)
    }

    var names: Set<String> { Set(findings.compactMap(\.name)) }
    var rules: Set<String> { Set(findings.map(\.rule)) }
}
