package import Domain

/// Why content that was promised could not be sent.
package enum ContentError: ProblemConvertible, Hashable {
    /// The source is not as long as the catalogue says, or ended early or late.
    case wrongLength(expected: ByteCount, found: ByteCount)

    package var problem: Problem {
        switch self {
        case .wrongLength(let expected, let found):
            Problem(
                .damaged, "stored content is \(found.bytes) bytes long instead of \(expected.bytes)",
                hint: "verify the store, then pull the version again")
        }
    }
}
