/// A version as semver.org has it: `1.2.3`, `1.0.0-rc.1+build`.
package struct SemanticVersion: Sendable, Hashable, CustomStringConvertible {
    package let text: String
    private let numbers: [Int]
    private let isRelease: Bool

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
        isRelease = parts.count == 1
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

extension SemanticVersion: Comparable {
    /// By the three numbers, a release after its pre-releases, and those by their text.
    package static func < (left: Self, right: Self) -> Bool {
        if left.numbers != right.numbers { return left.numbers.lexicographicallyPrecedes(right.numbers) }
        if left.isRelease != right.isRelease { return right.isRelease }
        return left.text < right.text
    }
}
