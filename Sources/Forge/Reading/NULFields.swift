/// The fields of a text in which each ends with a NUL.
struct NULFields {
    private let bytes: [UInt8]
    private var position = 0
    /// Bytes behind the last NUL are half a field.
    private let end: Int

    /// - Parameter isCut: whether bytes may stand behind the last NUL; they are ignored.
    init(_ bytes: [UInt8], isCut: Bool) {
        self.bytes = bytes
        end = isCut ? (bytes.lastIndex(of: 0).map { $0 + 1 } ?? 0) : bytes.count
    }

    var isAtEnd: Bool { position >= end }

    /// The next field, without moving on; nil at the end.
    func peek() -> ArraySlice<UInt8>? {
        guard position < end else { return nil }
        return bytes[position..<stop]
    }

    mutating func next() -> ArraySlice<UInt8>? {
        guard position < end else { return nil }
        let stop = stop
        defer { position = stop + 1 }
        return bytes[position..<stop]
    }

    /// Where the field at the position ends; the last one of a whole text may lack its NUL.
    private var stop: Int { bytes[position..<end].firstIndex(of: 0) ?? end }
}
