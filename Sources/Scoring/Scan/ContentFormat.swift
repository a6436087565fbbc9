/// What bytes are, by their beginning; never by their name.
enum ContentFormat: String {
    case pickle, zip, npy, hdf5, gguf, safetensors, gzip, zlib, bzip2, xz, lzma, zstd, lz4, tar, json, text
    case sevenZip = "7z"
    case rar, cab, cpio
    case joblibZlib = "joblib-zlib"
    case elf, machO = "mach-o", windowsProgram = "pe", script, bytecode = "pyc", wasm
    case javaObject = "java-serialized", rdata
    case savedModel = "saved-model", onnx, lfsPointer = "lfs-pointer", tflite, fasttext, word2vec

    /// How many bytes `init(head:)` wants to see.
    static let headLength = 4096

    init?(head: [UInt8]) {
        if let (format, _) = Self.signatures.first(where: { head.starts(with: $0.bytes) }) {
            self = format
        } else if head.count > 2, head[0] == 0x80, head[1] <= 5 {
            self = .pickle
        } else if Self.isSafetensors(head) {
            self = .safetensors
        } else if Self.isZlib(head) {
            self = .zlib
        } else if Self.isTar(head) {
            self = .tar
        } else if head.count > 8, head[4...].starts(with: "TFL3".utf8) {
            self = .tflite
        } else if head.count >= 13, head[0] == 0x5D, head[1] == 0, head[2] == 0 {
            self = .lzma
        } else if head.count > 16, head[2] == 0x0D, head[3] == 0x0A, head[1] >= 0x0C, head[1] < 0x10 {
            self = .bytecode
        } else if Self.isWordVectors(head) {
            self = .word2vec
        } else {
            return nil
        }
    }

    private static let signatures: [(format: ContentFormat, bytes: [UInt8])] = [
        (.zip, [0x50, 0x4B, 3, 4]), (.zip, [0x50, 0x4B, 5, 6]), (.zip, [0x50, 0x4B, 7, 8]),
        (.npy, [0x93] + Array("NUMPY".utf8)), (.hdf5, [0x89] + Array("HDF\r\n".utf8) + [0x1A, 0x0A]),
        (.gguf, Array("GGUF".utf8)), (.gzip, [0x1F, 0x8B]), (.bzip2, Array("BZh".utf8)),
        (.xz, [0xFD] + Array("7zXZ".utf8) + [0]),
        (.zstd, [0x28, 0xB5, 0x2F, 0xFD]), (.lz4, [0x04, 0x22, 0x4D, 0x18]),
        (.sevenZip, [0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C]), (.rar, Array("Rar!".utf8) + [0x1A, 7]),
        (.cab, Array("MSCF".utf8) + [0, 0, 0, 0]), (.cpio, Array("070701".utf8)), (.cpio, Array("070707".utf8)),
        (.joblibZlib, Array("ZF0x".utf8)), (.elf, [0x7F, 0x45, 0x4C, 0x46]), (.windowsProgram, Array("MZ".utf8)),
        (.machO, [0xFE, 0xED, 0xFA, 0xCE]), (.machO, [0xFE, 0xED, 0xFA, 0xCF]), (.machO, [0xCE, 0xFA, 0xED, 0xFE]),
        (.machO, [0xCF, 0xFA, 0xED, 0xFE]), (.machO, [0xCA, 0xFE, 0xBA, 0xBE]), (.script, Array("#!".utf8)),
        (.wasm, [0, 0x61, 0x73, 0x6D]), (.javaObject, [0xAC, 0xED, 0, 5]), (.rdata, Array("RDX".utf8)),
        (.rdata, Array("X\n\0\0\0".utf8)),
        (.fasttext, [0xBA, 0x16, 0x4F, 0x2F]),
        (.lfsPointer, Array("version https://git-lfs.github.com/spec/v1".utf8)),
    ]

    /// Eight bytes of a length, then JSON.
    private static func isSafetensors(_ head: [UInt8]) -> Bool {
        guard head.count >= 10, head[8] == UInt8(ascii: "{") else { return false }
        return head[5] == 0 && head[6] == 0 && head[7] == 0
            && (head[9] == UInt8(ascii: "\"") || head[9] == UInt8(ascii: "}") || head[9] == UInt8(ascii: " "))
    }

    private static func isZlib(_ head: [UInt8]) -> Bool {
        guard head.count > 6, head[0] == 0x78, [0x01, 0x5E, 0x9C, 0xDA].contains(head[1]) else { return false }
        // `x^2 + …` is a formula: bytes that deflate gives are not all printable.
        return head.prefix(64).contains { $0 < 9 || $0 > 126 }
    }

    /// word2vec's own binary: `words dimensions`, then each word with its raw numbers.
    private static func isWordVectors(_ head: [UInt8]) -> Bool {
        guard let end = head.prefix(24).firstIndex(of: UInt8(ascii: "\n")) else { return false }
        let counts = head[..<end].split(separator: 32)
        let areNumbers = counts.count == 2 && counts.allSatisfy { $0.allSatisfy { (48...57).contains($0) } }
        return areNumbers && !isText(head)
    }

    private static func isTar(_ head: [UInt8]) -> Bool {
        guard head.count >= 512 else { return false }
        if head[257...].starts(with: "ustar".utf8) { return true }
        let digits = head[148..<156].filter { (0x30...0x37).contains($0) }
        guard digits.count >= 4, let claimed = Int(String(decoding: digits, as: UTF8.self), radix: 8) else {
            return false
        }
        let sum = head[..<148].reduce(0) { $0 + Int($1) } + 8 * 32 + head[156..<512].reduce(0) { $0 + Int($1) }
        return claimed == sum && head[0] != 0
    }

    /// Whether bytes are a text: UTF-8 without control characters, cut anywhere.
    static func isText(_ head: [UInt8]) -> Bool {
        guard !head.isEmpty, !head.contains(where: { $0 < 9 || $0 > 13 && $0 < 32 && $0 != 27 || $0 == 127 }) else {
            return false
        }
        return (0..<4).contains { String(validating: head.dropLast($0), as: UTF8.self) != nil }
    }
}
