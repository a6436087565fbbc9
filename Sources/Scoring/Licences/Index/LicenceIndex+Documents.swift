/// A text that is recognised even when it was changed.
struct NearDocument {
    let expression: Int
    /// Words.
    let count: Int
    /// How many runs of words the index has of it.
    let samples: Int
    /// A run is sampled when so many bits of its hash are zero.
    let bits: Int
    let kind: LicenceIndex.Kind
    /// Phrases without which it is something else.
    let phrases: Range<Int>
    /// 0…100.
    let relevance: Int
    /// 0…15: the binary logarithm of how many known texts speak of the same licence.
    let popularity: Int
    /// Whether it is the licence as published, not a variant.
    let isOriginal: Bool

    func samples(_ run: UInt64) -> Bool { (run >> 40) & ((1 << UInt64(bits)) - 1) == 0 }
}

extension LicenceIndex {
    private static let documentBytes = 16

    var documentCount: Int { values(.documents, of: UInt8.self).count / Self.documentBytes }

    func document(_ number: Int) -> NearDocument {
        let table = UnsafeRawBufferPointer(values(.documents, of: UInt8.self))
        let place = number * Self.documentBytes
        func half(_ offset: Int) -> Int { Int(table.loadUnaligned(fromByteOffset: place + offset, as: UInt16.self)) }
        let phrase = Int(table.loadUnaligned(fromByteOffset: place + 8, as: UInt32.self))
        return NearDocument(
            expression: half(0), count: half(2), samples: half(4), bits: Int(table[place + 6]),
            kind: Kind(rawValue: table[place + 7]) ?? .reference, phrases: phrase..<(phrase + Int(table[place + 12])),
            relevance: Int(table[place + 13]), popularity: Int(table[place + 14] & 15),
            isOriginal: table[place + 14] & 16 != 0)
    }

    /// Calls back with the number of each document that has this run of words.
    func forEachDocument(with run: UInt64, _ body: (Int) -> Void) {
        let starts = values(.bucketStarts, of: UInt32.self)
        let data = UnsafeRawBufferPointer(values(.buckets, of: UInt8.self))
        let bucket = Int((run >> 16) & 0xFFFF)
        let low = UInt16(truncatingIfNeeded: run)
        var place = Int(starts[bucket])
        let end = Int(starts[bucket + 1])
        while place < end {
            let entry = data.loadUnaligned(fromByteOffset: place, as: UInt16.self)
            let count = Int(data[place + 2])
            if entry == low {
                for index in 0..<count {
                    body(Int(data.loadUnaligned(fromByteOffset: place + 3 + 2 * index, as: UInt16.self)))
                }
                return
            }
            if entry > low { return }
            place += 3 + 2 * count
        }
    }
}
