/// Reads `git cat-file --batch-check='%(objectname) %(objectsize)'`, a line an object.
enum ObjectSizes {
    /// Objects that are not here have no size and are left out.
    static func parse(_ bytes: [UInt8]) throws -> [String: Int64] {
        var sizes: [String: Int64] = [:]
        for line in bytes.split(separator: 10) {
            let words = line.split(separator: 32)
            guard words.count == 2, let id = ObjectName.read(words[0]) else {
                throw ForgeError.malformed("a size without an object")
            }
            sizes[id] = Int64(String(decoding: words[1], as: UTF8.self))
        }
        return sizes
    }
}

/// Reads `git cat-file --batch`: `<object> SP <type> SP <size> LF <bytes> LF`, an answer for each question.
enum ObjectBatch {
    /// The contents in the order of the questions; throws when an answer is to another one or none came.
    static func parse(_ bytes: [UInt8], ids: [String]) throws -> [[UInt8]] {
        var rest = bytes[...]
        return try ids.map { id in
            guard let end = rest.firstIndex(of: 10) else { throw ForgeError.malformed("no contents of an object") }
            let words = rest[..<end].split(separator: 32)
            guard words.count == 3, ObjectName.read(words[0]) == id, words[1].elementsEqual("blob".utf8),
                let size = Int(String(decoding: words[2], as: UTF8.self)), size >= 0, size < rest.endIndex - end - 1
            else { throw ForgeError.malformed("other contents than were asked for") }
            let start = end + 1
            rest = rest[(start + size + 1)...]
            return Array(bytes[start..<(start + size)])
        }
    }
}
