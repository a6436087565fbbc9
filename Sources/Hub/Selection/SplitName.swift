import Domain

/// The name of one part of a split GGUF file: `prefix-00001-of-00003.gguf`.
struct SplitName: Hashable {
    /// The path without the part's number.
    let prefix: String
    /// From 1.
    let part: Int
    let total: Int

    init?(_ path: RepositoryPath) {
        let bytes = Array(path.text.utf8)
        let tail = bytes.suffix(20)
        guard bytes.count > 20, String(decoding: tail.suffix(5), as: UTF8.self).lowercased() == ".gguf" else {
            return nil
        }
        let mark = Array(tail.dropLast(5))
        guard mark[0] == UInt8(ascii: "-"), mark[6..<10].elementsEqual("-of-".utf8) else { return nil }
        guard let part = Self.number(mark[1..<6]), let total = Self.number(mark[10..<15]) else { return nil }
        prefix = String(decoding: bytes.dropLast(20), as: UTF8.self)
        self.part = part
        self.total = total
    }

    /// The path of another part of the same file.
    func path(ofPart part: Int) -> String { "\(prefix)-\(Self.padded(part))-of-\(Self.padded(total)).gguf" }

    private static func number(_ digits: some Sequence<UInt8>) -> Int? {
        var number = 0
        for digit in digits {
            guard (48...57).contains(digit) else { return nil }
            number = number * 10 + Int(digit - 48)
        }
        return number
    }

    private static func padded(_ number: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, 5 - digits.utf8.count)) + digits
    }
}
