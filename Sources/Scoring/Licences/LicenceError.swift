package import Domain

/// Why licences could not be looked at.
package enum LicenceError: ProblemConvertible, Hashable, Sendable {
    /// The index in the program is not what this version reads.
    case damagedIndex
    case nothingThere(String)
    case unreadable(String, String)

    package var problem: Problem {
        switch self {
        case .damagedIndex:
            Problem(
                .internal, "the embedded index of licences cannot be read",
                hint: "build again; `scripts/make-licences` makes the index")
        case .nothingThere(let path):
            Problem(.notFound, "there is no file or folder `\(path)`", hint: "name one that exists")
        case .unreadable(let path, let why): Problem(.badRequest, "`\(path)` cannot be read: \(why)")
        }
    }
}
