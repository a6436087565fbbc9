import CLicences

/// The embedded index: ScanCode's licences and rules as hashes, identifiers, classes; OSADL's matrix.
///
/// It is read where it lies, in the program's read-only data: loading checks the table of sections and nothing else is copied.
struct LicenceIndex: Sendable {
    /// In the order of the file.
    enum Section: Int, CaseIterable {
        case strings, licences, aliasHashes, aliasLicences
        case exactAnchors, exactHashes, exactCounts, exactExpressions, exactKinds
        case documents, phraseHashes, phraseCounts, bucketStarts, buckets
        case programStarts, programs, matrixLicences, matrix
    }

    /// What a text does with the licence it speaks of.
    enum Kind: UInt8 {
        /// It is the licence.
        case text
        /// It puts something under it.
        case notice
        /// It mentions it.
        case reference
        /// It names it in a field.
        case tag
        /// It only looks so.
        case falsePositive
        /// It is the title of a model's licence.
        case title
    }

    private let sections: [Range<Int>]
    /// Where the entries of the anchors with these upper twelve bits begin.
    private let anchorStarts: [Int32]

    /// Throws `LicenceError.damagedIndex` when the file is not what this version reads.
    init() throws(LicenceError) {
        let bytes = Self.bytes
        guard bytes.count > 8, bytes.prefix(4).elementsEqual("RLIX".utf8),
            bytes.loadUnaligned(fromByteOffset: 4, as: UInt16.self) == 1,
            bytes.loadUnaligned(fromByteOffset: 6, as: UInt16.self) == Section.allCases.count,
            bytes.count >= 8 + 8 * Section.allCases.count
        else { throw .damagedIndex }
        var sections: [Range<Int>] = []
        for section in Section.allCases {
            let place = 8 + 8 * section.rawValue
            let start = Int(bytes.loadUnaligned(fromByteOffset: place, as: UInt32.self))
            let count = Int(bytes.loadUnaligned(fromByteOffset: place + 4, as: UInt32.self))
            guard start % 8 == 0, start + count <= bytes.count else { throw .damagedIndex }
            sections.append(start..<(start + count))
        }
        self.sections = sections
        let anchors = Self.view(sections[Section.exactAnchors.rawValue], of: UInt32.self)
        var starts = [Int32](repeating: Int32(anchors.count), count: 4097)
        for index in stride(from: anchors.count - 1, through: 0, by: -1) {
            starts[Int(anchors[index] >> 20)] = Int32(index)
        }
        for index in stride(from: 4095, through: 0, by: -1) { starts[index] = min(starts[index], starts[index + 1]) }
        anchorStarts = starts
    }

    /// The bytes never move and never change, so that each use may ask for them anew.
    private static var bytes: UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(start: roost_licences(), count: roost_licences_size())
    }

    private static func view<T: BitwiseCopyable>(_ range: Range<Int>, of type: T.Type) -> UnsafeBufferPointer<T> {
        UnsafeRawBufferPointer(rebasing: bytes[range]).bindMemory(to: type)
    }

    func values<T: BitwiseCopyable>(_ section: Section, of type: T.Type = T.self) -> UnsafeBufferPointer<T> {
        Self.view(sections[section.rawValue], of: type)
    }

    /// The entries that may begin with these words.
    func exactEntries(anchor: UInt32) -> Range<Int> {
        let bucket = Int(anchor >> 20)
        return Int(anchorStarts[bucket])..<Int(anchorStarts[bucket + 1])
    }

    /// A text that ends with a zero byte.
    func string(at offset: Int) -> String {
        let strings = values(.strings, of: UInt8.self)
        guard offset < strings.count else { return "" }
        return String(decoding: strings[offset...].prefix { $0 != 0 }, as: UTF8.self)
    }
}
