/// A licence text as the words that count, by the matching guidelines of SPDX: without case, punctuation, markup, comment
/// signs, list markers and copyright lines, and in one spelling.
///
/// The twin of `scripts/licences/normalise.py`, byte for byte: the index was made with that.
struct LicenceWords: Sendable {
    /// FNV-1a of each word.
    private(set) var hashes: [UInt64] = []
    /// The line each word stands on, from 1.
    private(set) var lines: [Int32] = []
    /// Polynomial of all words before each place, so that any run of words has its hash in one step.
    private(set) var prefixes: [UInt64] = [0]
    private var powers: [UInt64] = [1]

    /// Longer texts are read up to here.
    static let maximumBytes = 1 << 20
    /// No more words are looked at; the longest licence known has 16,000.
    static let maximumWords = 60_000
    /// Words of the runs that the index samples.
    static let shingle = 5

    private static let base: UInt64 = 0x9E37_79B9_7F4A_7C15

    init(_ text: some Collection<UInt8>) {
        var cleaned = LicenceCleaning(Array(text.prefix(Self.maximumBytes))).bytes
        cleaned.append(UInt8(ascii: "\n"))
        var reader = LicenceLineReader()
        var start = 0
        var number: Int32 = 1
        for index in cleaned.indices where cleaned[index] == 10 || cleaned[index] == 12 || cleaned[index] == 13 {
            for word in reader.words(of: cleaned[start..<index]) { append(word, line: number) }
            start = index + 1
            let isHalf = cleaned[index] == 13 && start < cleaned.count && cleaned[start] == 10
            if cleaned[index] != 12, !isHalf { number += 1 }
            guard hashes.count < Self.maximumWords else { break }
        }
    }

    var count: Int { hashes.count }

    /// The hash of a run of words, as the index has it.
    func run(at start: Int, count: Int) -> UInt64 {
        Self.mixed(prefixes[start + count] &- prefixes[start] &* powers[count])
    }

    private mutating func append(_ word: UInt64, line: Int32) {
        hashes.append(word)
        lines.append(line)
        prefixes.append(prefixes[prefixes.count - 1] &* Self.base &+ word)
        powers.append(powers[powers.count - 1] &* Self.base)
    }

    /// The finaliser of MurmurHash3.
    static func mixed(_ hash: UInt64) -> UInt64 {
        var value = hash
        value ^= value >> 33
        value = value &* 0xFF51_AFD7_ED55_8CCD
        value ^= value >> 33
        value = value &* 0xC4CE_B9FE_1A85_EC53
        return value ^ (value >> 33)
    }
}

/// FNV-1a, 64 bits.
struct WordHash {
    private(set) var value: UInt64 = 0xCBF2_9CE4_8422_2325

    init() {}

    init(_ bytes: some Sequence<UInt8>) { for byte in bytes { add(byte) } }

    mutating func add(_ byte: UInt8) { value = (value ^ UInt64(byte)) &* 0x100_0000_01B3 }
}
