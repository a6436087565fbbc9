package import Domain

/// Why a scan could not begin.
package enum ScanError: ProblemConvertible, Hashable {
    case nothingThere(String)
    case tooManyFiles(String, limit: Int)

    package var problem: Problem {
        switch self {
        case .nothingThere(let path):
            Problem(.notFound, "there is nothing at `\(path)`", hint: "name a file or a folder of this machine")
        case .tooManyFiles(let path, let limit):
            Problem(.unsupported, "`\(path)` has more than \(limit) files", hint: "scan its folders one by one")
        }
    }
}
