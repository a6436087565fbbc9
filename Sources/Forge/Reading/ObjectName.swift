/// The name of an object of git: 40 or 64 lower-case hexadecimal digits.
enum ObjectName {
    /// Nil for anything else.
    static func read(_ bytes: ArraySlice<UInt8>) -> String? {
        guard bytes.count == 40 || bytes.count == 64,
            bytes.allSatisfy({ (48...57).contains($0) || (97...102).contains($0) })
        else { return nil }
        return String(decoding: bytes, as: UTF8.self)
    }
}
