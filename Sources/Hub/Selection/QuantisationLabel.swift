/// The quantisation a GGUF file's name tells, such as `Q4_K_M`, `UD-Q2_K_XL` or `MXFP4_MOE`, in upper case.
package struct QuantisationLabel: Hashable, Sendable, CustomStringConvertible {
    package let text: String

    package var description: String { text }

    /// The last label in the name; when the name has none, the last in the folder it stands in.
    package init?(of path: String) {
        let segments = path.utf8.split(separator: UInt8(ascii: "/")).suffix(2).reversed()
        for segment in segments {
            guard let label = Self.last(in: Array(String(Substring(segment)).uppercased().utf8)) else { continue }
            text = label
            return
        }
        return nil
    }

    private static func last(in name: [UInt8]) -> String? {
        var found: String?
        var start = 0
        while start < name.count {
            let isInside = start > 0 && isLetterOrDigit(name[start - 1])
            guard !isInside, let end = end(of: name, from: start) else {
                start += 1
                continue
            }
            let label = String(decoding: name[start..<end], as: UTF8.self)
            let isDynamic = start >= 3 && name[(start - 3)..<start].elementsEqual("UD-".utf8)
            found = ["FP16": "F16", "FP32": "F32"][label] ?? (isDynamic ? "UD-" : "") + label
            start = end
        }
        return found
    }

    /// Where a label that begins at `start` ends; nil when none does.
    private static func end(of name: [UInt8], from start: Int) -> Int? {
        let rest = name[start...]
        for word in ["BF16", "FP16", "FP32", "F16", "F32", "F64", "MXFP4", "NVFP4"] where rest.starts(with: word.utf8) {
            return boundary(name, start + word.utf8.count)
        }
        var index = start
        if let first = rest.first, first == UInt8(ascii: "I") || first == UInt8(ascii: "T") { index += 1 }
        guard index + 1 < name.count, name[index] == UInt8(ascii: "Q"), (49...57).contains(name[index + 1]) else {
            return nil
        }
        index += 2
        var count = 0
        while let next = part(name, index) {
            index = next
            count += 1
        }
        return count > 0 ? boundary(name, index) : nil
    }

    /// Where a part such as `_K`, `_0` or `_XXS` that begins at `index` ends.
    private static func part(_ name: [UInt8], _ index: Int) -> Int? {
        guard index < name.count, name[index] == UInt8(ascii: "_") else { return nil }
        let word = name[(index + 1)...].prefix(while: isLetterOrDigit)
        let known = ["K", "S", "M", "L", "XS", "XL", "XXS", "XXL", "NL", "KS", "KSS", "KL", "KT", "SOME", "F16"]
        let isDigit = word.count == 1 && word.allSatisfy { (48...57).contains($0) }
        return isDigit || known.contains { word.elementsEqual($0.utf8) } ? word.endIndex : nil
    }

    /// Takes one more word of letters, such as `_MOE`, when the label goes on with it; nil inside a longer word.
    private static func boundary(_ name: [UInt8], _ index: Int) -> Int? {
        guard index < name.count else { return index }
        guard !isLetterOrDigit(name[index]) else { return nil }
        guard name[index] == UInt8(ascii: "_") else { return index }
        let word = name[(index + 1)...].prefix(while: isLetterOrDigit)
        let isWord = !word.isEmpty && word.allSatisfy { (65...90).contains($0) } && !word.elementsEqual("GGUF".utf8)
        let goesOn = word.endIndex < name.count && name[word.endIndex] == UInt8(ascii: "_")
        return isWord && !goesOn ? word.endIndex : index
    }

    private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        (48...57).contains(byte) || (65...90).contains(byte)
    }
}
