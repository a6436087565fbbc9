/// What an event of OpenAI's stream holds, without reading it: a look for three names. In a text each would have its quotes
/// escaped, so a name found is a name of a field.
struct EventScan {
    /// `"usage":` with something else than null.
    private(set) var hasUsage = false
    /// `"error":` with something else than null.
    private(set) var hasError = false
    /// `"finish_reason":` with something else than null.
    private(set) var isFinished = false
    /// Whether it spans lines.
    private(set) var hasLineBreak = false

    private static let usage = Array("usage\"".utf8)
    private static let error = Array("error\"".utf8)
    private static let finish = Array("finish_reason\"".utf8)

    init(_ text: String) {
        var text = text
        text.withUTF8 { bytes in
            var place = 0
            while place < bytes.count {
                let byte = bytes[place]
                place += 1
                if byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") { hasLineBreak = true }
                guard byte == UInt8(ascii: "\""), place < bytes.count else { continue }
                switch bytes[place] {
                case UInt8(ascii: "u"): hasUsage = hasUsage || Self.has(Self.usage, bytes, at: place)
                case UInt8(ascii: "e"): hasError = hasError || Self.has(Self.error, bytes, at: place)
                case UInt8(ascii: "f"): isFinished = isFinished || Self.has(Self.finish, bytes, at: place)
                default: break
                }
            }
        }
    }

    /// Whether the name stands there as a field that has a value.
    private static func has(_ name: [UInt8], _ bytes: UnsafeBufferPointer<UInt8>, at start: Int) -> Bool {
        guard start + name.count < bytes.count else { return false }
        for place in 0..<name.count where bytes[start + place] != name[place] { return false }
        var place = start + name.count
        func skipBlanks() { while place < bytes.count, bytes[place] <= 32 { place += 1 } }
        skipBlanks()
        guard place < bytes.count, bytes[place] == UInt8(ascii: ":") else { return false }
        place += 1
        skipBlanks()
        return place < bytes.count && bytes[place] != UInt8(ascii: "n")
    }
}
