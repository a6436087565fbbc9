/// JSON while it is written: bytes, one value behind the other.
final class JSONText {
    var bytes: [UInt8] = []
    /// Of the objects that are being written, the innermost last.
    private(set) var members: [JSONMember] = []
    /// Where the members of an object are put into order, kept for the next object.
    private var ordered: [UInt8] = []

    func append(raw text: StaticString) {
        bytes.append(contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }

    func append(_ truth: Bool) { append(raw: truth ? "true" : "false") }

    func append(_ number: some FixedWidthInteger) { bytes.append(contentsOf: String(number).utf8) }

    /// JSON has no numbers without end: their names are written, as texts.
    func append(_ number: some BinaryFloatingPoint & CustomStringConvertible) {
        if number.isNaN { return append(raw: "\"NaN\"") }
        if number.isInfinite { return append(raw: number < 0 ? "\"-Infinity\"" : "\"Infinity\"") }
        let text = number.description
        bytes.append(contentsOf: text.hasSuffix(".0") ? text.dropLast(2).utf8 : text[...].utf8)
    }

    func append(quoted text: String) {
        bytes.append(UInt8(ascii: "\""))
        var text = text
        text.withUTF8 { characters in
            var plain = 0
            for (index, character) in characters.enumerated() where Self.isEscaped(character) {
                bytes.append(contentsOf: characters[plain..<index])
                escape(character)
                plain = index + 1
            }
            bytes.append(contentsOf: characters[plain...])
        }
        bytes.append(UInt8(ascii: "\""))
    }

    private static func isEscaped(_ character: UInt8) -> Bool {
        character < 0x20 || character == UInt8(ascii: "\"") || character == UInt8(ascii: "\\")
    }

    private func escape(_ character: UInt8) {
        switch character {
        case 0x08: append(raw: "\\b")
        case 0x09: append(raw: "\\t")
        case 0x0A: append(raw: "\\n")
        case 0x0C: append(raw: "\\f")
        case 0x0D: append(raw: "\\r")
        case 0x22: append(raw: "\\\"")
        case 0x5C: append(raw: "\\\\")
        default:
            append(raw: character < 0x10 ? "\\u000" : "\\u001")
            bytes.append(contentsOf: String(character & 15, radix: 16).utf8)
        }
    }

    /// Notes that everything behind `start` is the value of a member.
    func note(_ key: String, from start: Int) { members.append(JSONMember(key: key, value: start..<bytes.count)) }

    /// Makes an object of the members behind `first`, whose values are all that is written behind `start`. They are sorted by the
    /// bytes of their keys; of two with one key the last one counts.
    func close(_ first: Int, from start: Int) {
        sort(from: first)
        ordered.removeAll(keepingCapacity: true)
        swap(&bytes, &ordered)
        bytes.append(UInt8(ascii: "{"))
        for index in first..<members.count {
            if index + 1 < members.count, members[index + 1].key == members[index].key { continue }
            if bytes.count > 1 { bytes.append(UInt8(ascii: ",")) }
            append(quoted: members[index].key)
            bytes.append(UInt8(ascii: ":"))
            bytes.append(contentsOf: ordered[members[index].value])
        }
        bytes.append(UInt8(ascii: "}"))
        swap(&bytes, &ordered)
        bytes.removeSubrange(start...)
        bytes.append(contentsOf: ordered)
        members.removeSubrange(first...)
    }

    /// By insertion: nearly all objects are small, and many are in order.
    private func sort(from first: Int) {
        guard members.count - first < 32 else {
            let sorted = members[first...].sorted { one, other in
                one.key == other.key
                    ? one.value.lowerBound < other.value.lowerBound
                    : one.key.utf8.lexicographicallyPrecedes(other.key.utf8)
            }
            members.replaceSubrange(first..., with: sorted)
            return
        }
        var end = first + 1
        while end < members.count {
            var place = end
            while place > first, members[place].key.utf8.lexicographicallyPrecedes(members[place - 1].key.utf8) {
                members.swapAt(place, place - 1)
                place -= 1
            }
            end += 1
        }
    }
}

/// A member of an object that is being written: its value lies among the bytes.
struct JSONMember {
    let key: String
    let value: Range<Int>
}
