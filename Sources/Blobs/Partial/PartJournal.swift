import Domain
import SystemPackage

/// The record, beside a partial file, of which parts are whole and what their CRC-32 is.
///
/// A line is appended after a part's bytes are written. Nothing here is trusted: every recorded part is read back and
/// compared before it counts, so a torn line, a lost write or a power cut costs that part and no more.
struct PartJournal: Sendable {
    private let file: OpenFile

    var path: FilePath { file.path }

    /// Opens the journal of a file, or begins a new one where there is none or it describes other content.
    static func open(
        at path: FilePath, expected: ExpectedContent, plan: PartPlan
    ) throws -> (journal: PartJournal, recorded: [Int: UInt32]) {
        let header = "roost-parts/1 \(expected.identity) \(plan.size) \(plan.partSize)\n"
        let file = try OpenFile(
            path, .readWrite, options: [.create, .append, .noFollow], permissions: .ownerReadWrite)
        let size = Int(try file.status().size)
        let text = String(decoding: try file.bytes(at: 0, count: size), as: UTF8.self)
        if let recorded = parse(text, header, plan) {
            let journal = PartJournal(file: file)
            // The next line must not be read as the end of a torn one.
            if text.utf8.last != UInt8(ascii: "\n") { try journal.append("\n") }
            return (journal, recorded)
        }
        try naming("begin", path) { try file.descriptor.resize(to: 0) }
        let journal = PartJournal(file: file)
        try journal.append(header)
        return (journal, [:])
    }

    /// Appends that a part is whole.
    func record(part: Int, crc32: UInt32) throws { try append("\(part) \(crc32)\n") }

    private func append(_ line: String) throws {
        try Array(line.utf8).withUnsafeBytes { try file.append($0) }
    }

    /// Later lines win; lines that make no sense are passed over; nil when the header is another's.
    static func parse(_ text: String, _ header: String, _ plan: PartPlan) -> [Int: UInt32]? {
        guard text.hasPrefix(header) else { return nil }
        var recorded: [Int: UInt32] = [:]
        for line in text.dropFirst(header.count).split(separator: "\n") {
            let fields = line.split(separator: " ")
            guard fields.count == 2, let part = Int(fields[0]), let crc = UInt32(fields[1]) else { continue }
            if (0..<plan.count).contains(part) { recorded[part] = crc }
        }
        return recorded
    }
}
