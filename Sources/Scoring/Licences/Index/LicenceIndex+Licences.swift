import Wire

/// What is known of one licence.
struct LicenceRecord: Sendable, Hashable {
    /// ScanCode's key, or the Hub's identifier where ScanCode has none.
    let key: String
    /// `LicenseRef-scancode-…` where the list of SPDX has none; empty where nobody has.
    let spdx: String
    let name: String
    /// Empty where the Hub has none.
    let hub: String
    let kind: LicenceClass
    /// It names several licences: `bsd`, `gpl`.
    let isFamily: Bool
    /// It only goes with another licence: `WITH …`.
    let isException: Bool
    /// It stands for licences of a kind: `other-permissive`.
    let isGeneric: Bool

    /// Without "only" and "or later".
    var unqualifiedSPDX: String {
        for ending in ["-only", "-or-later", "+"] where spdx.hasSuffix(ending) {
            return String(spdx.dropLast(ending.count))
        }
        return spdx
    }

    /// As people and policies write it: the Hub's identifier, else SPDX's, else ScanCode's, in lower case.
    var id: String { hub.isEmpty ? (spdx.isEmpty || spdx.hasPrefix("LicenseRef-") ? key : spdx.lowercased()) : hub }
}

extension LicenceIndex {
    private static let recordBytes = 20
    private static let classes: [LicenceClass] = [
        .publicDomain, .permissive, .weakCopyleft, .copyleft, .useRestricted, .nonCommercial, .proprietary, .unknown,
    ]

    var licenceCount: Int { values(.licences, of: UInt8.self).count / Self.recordBytes }

    func licence(_ number: Int) -> LicenceRecord {
        let table = UnsafeRawBufferPointer(values(.licences, of: UInt8.self))
        let place = number * Self.recordBytes
        func text(_ offset: Int) -> String {
            string(at: Int(table.loadUnaligned(fromByteOffset: place + offset, as: UInt32.self)))
        }
        let kind = Int(table[place + 16])
        let flags = table[place + 17]
        return LicenceRecord(
            key: text(0), spdx: text(4), name: text(8), hub: text(12),
            kind: kind < Self.classes.count ? Self.classes[kind] : .unknown, isFamily: flags & 1 != 0,
            isException: flags & 2 != 0, isGeneric: flags & 4 != 0)
    }

    /// The licence of this name, however it is written; nil when nobody calls one so.
    func licence(named name: String) -> Int? {
        guard name.utf8.count <= 300 else { return nil }
        let hash = Self.alias(name)
        let hashes = values(.aliasHashes, of: UInt64.self)
        var low = 0
        var high = hashes.count
        while low < high {
            let middle = (low + high) / 2
            if hashes[middle] < hash { low = middle + 1 } else { high = middle }
        }
        guard low < hashes.count, hashes[low] == hash else { return nil }
        return Int(values(.aliasLicences, of: UInt16.self)[low])
    }

    /// Case, blanks and punctuation do not count: the twin of `alias` in `scripts/licences/normalise.py`.
    private static func alias(_ name: String) -> UInt64 {
        var joined: [UInt8] = []
        var isInside = false
        for byte in name.utf8 {
            let lower = (65...90).contains(byte) ? byte | 0x20 : byte
            let isWord = (97...122).contains(lower) || (48...57).contains(lower) || lower >= 0x80
            if isWord || (lower == UInt8(ascii: "+") && isInside) {
                if !isInside || (isWord && joined.last == UInt8(ascii: "+")), !joined.isEmpty {
                    joined.append(UInt8(ascii: "-"))
                }
                joined.append(lower)
                isInside = true
            } else {
                isInside = false
            }
        }
        return WordHash(joined).value
    }
}
