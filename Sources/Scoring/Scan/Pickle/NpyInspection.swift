import Wire

/// Looks into numpy's own files: one array after the other, each with a header that says whether it holds objects.
struct NpyInspection {
    private let inspection: Inspection
    private let place: Place

    init(_ inspection: Inspection, _ place: Place) {
        self.inspection = inspection
        self.place = place
    }

    /// numpy itself refuses longer headers.
    private static let headerBytes = 65_536

    func run(_ reader: ForwardReader) throws {
        for _ in 0..<inspection.limits.pickles {
            guard try reader.peek(6) == [0x93] + Array("NUMPY".utf8) else {
                try Carver(inspection, place).search(reader)
                return
            }
            let header = try header(reader)
            let start = try reader.peek(2)
            let looksLikePickle = start.count == 2 && start[0] == 0x80 && start[1] <= 5
            if header.hasObjects || looksLikePickle && header.bytes == nil {
                guard try PickleInspection(inspection, place).run(reader) else { return }
            } else {
                guard let bytes = header.bytes else {
                    throw ScanFault.malformed(
                        "its type `\(ImportRules.shown(header.type))` is not understood", offset: reader.position)
                }
                guard try reader.skip(bytes) else {
                    throw ScanFault.malformed("it ends before its array does", offset: reader.position)
                }
            }
            guard try reader.fill(1) else { return }
        }
    }

    private struct Header {
        let hasObjects: Bool
        let bytes: Int64?
        let type: String
    }

    private func header(_ reader: ForwardReader) throws -> Header {
        let start = try reader.peek(12)
        guard start.count >= 10, (1...3).contains(start[6]) else {
            throw ScanFault.malformed("its version is not known", offset: reader.position)
        }
        let width = start[6] == 1 ? 2 : 4
        guard start.count >= 8 + width else {
            throw ScanFault.malformed("it ends inside its header", offset: reader.position)
        }
        let length = start[8..<(8 + width)].reversed().reduce(0) { $0 << 8 | Int($1) }
        guard length <= Self.headerBytes else { throw ScanFault.tooMuch("its header has \(length) bytes") }
        let bytes = try reader.peek(8 + width + length)
        guard bytes.count == 8 + width + length else { throw ScanFault.malformed("it ends inside its header") }
        reader.advance(bytes.count)
        let text = String(decoding: bytes[(8 + width)...], as: UTF8.self)
        return try parse(text, at: reader.position)
    }

    /// `{'descr': '<f8', 'fortran_order': False, 'shape': (3, 4), }`
    private func parse(_ text: String, at offset: Int64) throws -> Header {
        guard let description = Self.value(of: "descr", in: text), let shape = Self.value(of: "shape", in: text) else {
            throw ScanFault.malformed("its header is not understood", offset: offset)
        }
        let counts = shape.split { !$0.isNumber }.compactMap { Int64($0) }
        var total = Self.itemBytes(description)
        for count in counts {
            guard let each = total else { break }
            let (product, overflow) = each.multipliedReportingOverflow(by: count)
            total = overflow ? nil : product
        }
        return Header(hasObjects: Self.hasObjects(description), bytes: total, type: description)
    }

    /// The text between a key and the next one.
    private static func value(of key: String, in text: String) -> String? {
        guard let found = text.firstRange(of: "'\(key)':") ?? text.firstRange(of: "\"\(key)\":") else { return nil }
        let rest = text[found.upperBound...]
        let ends = ["'descr'", "'fortran_order'", "'shape'", "\"descr\"", "\"fortran_order\"", "\"shape\""].compactMap {
            rest.firstRange(of: $0)?.lowerBound
        }
        return String(rest[..<(ends.min() ?? rest.endIndex)])
    }

    /// The codes of types in a description: the texts that are no field's name.
    private static func codes(_ description: String) -> [String] {
        let texts = description.split(separator: "'", omittingEmptySubsequences: false).enumerated().filter {
            $0.offset % 2 == 1
        }
        return texts.map { String($0.element) }
    }

    private static func hasObjects(_ description: String) -> Bool {
        let fields = simpleFields(description)?.compactMap { codes($0).last }
        return (fields ?? codes(description)).contains { code in
            let bare = code.drop { "<>=|".contains($0) }
            return bare == "O" || bare.first == "O" && bare.dropFirst().allSatisfy(\.isNumber) || bare == "object"
        }
    }

    /// The fields of a record, `'name','<f4')` each; nil when it is none or holds others.
    private static func simpleFields(_ description: String) -> [String]? {
        let trimmed = description.filter { $0 != " " }
        guard trimmed.hasPrefix("["), !trimmed.dropFirst().contains("[") else { return nil }
        let fields = trimmed.dropFirst().split(separator: "(")
        guard !fields.isEmpty, fields.allSatisfy({ $0.hasPrefix("'") && $0.filter { $0 == "'" }.count == 4 }) else {
            return nil
        }
        return fields.map(String.init)
    }

    /// Bytes of one item; nil when that is not simple to say.
    private static func itemBytes(_ description: String) -> Int64? {
        let all = codes(description)
        guard let fields = simpleFields(description) else {
            return all.count == 1 && !description.contains("(") ? PickleDType(all[0]).itemBytes : nil
        }
        var total: Int64 = 0
        for field in fields {
            guard let code = codes(field).last, let size = PickleDType(code).itemBytes else { return nil }
            total += size
        }
        return total
    }
}
