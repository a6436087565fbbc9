/// A version as semver.org has it: `1.2.3`, `1.0.0-rc.1+build`.
package struct SemanticVersion: Sendable, Hashable, CustomStringConvertible {
    package let text: String
    private let numbers: [Int]
    /// The identifiers of a pre-release; none for a release.
    private let preRelease: [Identifier]

    /// Nil for anything else; a leading `v` is taken off.
    package init?(_ given: some StringProtocol) {
        let text = given.hasPrefix("v") ? String(given.dropFirst()) : String(given)
        guard text.utf8.count <= 64 else { return nil }
        let withoutBuild = text.split(separator: "+", maxSplits: 1, omittingEmptySubsequences: false)
        let parts = withoutBuild[0].split(separator: "-", maxSplits: 1, omittingEmptySubsequences: false)
        let numbers = parts[0].split(separator: ".", omittingEmptySubsequences: false)
        guard numbers.count == 3, numbers.allSatisfy(Self.isNumber) else { return nil }
        if parts.count == 2, !Self.areIdentifiers(parts[1], numbersWithoutZero: true) { return nil }
        if withoutBuild.count == 2, !Self.areIdentifiers(withoutBuild[1], numbersWithoutZero: false) { return nil }
        self.text = text
        self.numbers = numbers.map { Int($0) ?? .max }
        preRelease = parts.count == 1 ? [] : parts[1].split(separator: ".").map { Identifier($0) }
    }

    package var description: String { text }

    private static func isNumber(_ text: Substring) -> Bool {
        !text.isEmpty && text.utf8.allSatisfy { (48...57).contains($0) } && (text == "0" || text.first != "0")
    }

    private static func areIdentifiers(_ text: Substring, numbersWithoutZero: Bool) -> Bool {
        text.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { part in
            guard !part.isEmpty,
                part.utf8.allSatisfy({ byte in
                    (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte) || byte == 45
                })
            else { return false }
            let isDigits = part.utf8.allSatisfy { (48...57).contains($0) }
            return !(numbersWithoutZero && isDigits && part.count > 1 && part.first == "0")
        }
    }
}

extension SemanticVersion {
    /// One part of a pre-release: `rc`, `10`.
    fileprivate enum Identifier: Hashable, Sendable {
        /// Digits, of any length.
        case number(String)
        case word(String)

        init(_ text: Substring) {
            self = text.utf8.allSatisfy { (48...57).contains($0) } ? .number(String(text)) : .word(String(text))
        }

        /// Numbers by their value and before words; words by their ASCII. Numbers have no zero in front, so a longer one is larger.
        static func < (left: Self, right: Self) -> Bool {
            switch (left, right) {
            case (.number(let one), .number(let other)):
                (one.utf8.count, one) < (other.utf8.count, other)
            case (.number, .word): true
            case (.word, .number): false
            case (.word(let one), .word(let other)): one.utf8.lexicographicallyPrecedes(other.utf8)
            }
        }
    }
}

extension SemanticVersion: Comparable {
    /// Precedence as semver.org has it (11): the three numbers, a release after its pre-releases, and those identifier by
    /// identifier, more of them after fewer. Versions that differ in their build only are ordered by their text.
    package static func < (left: Self, right: Self) -> Bool {
        if left.numbers != right.numbers { return left.numbers.lexicographicallyPrecedes(right.numbers) }
        if left.preRelease.isEmpty != right.preRelease.isEmpty { return right.preRelease.isEmpty }
        if left.preRelease != right.preRelease {
            return left.preRelease.lexicographicallyPrecedes(right.preRelease, by: <)
        }
        return left.text < right.text
    }
}
