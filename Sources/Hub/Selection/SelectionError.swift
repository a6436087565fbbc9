package import Domain

/// Why no files could be chosen.
package enum SelectionError: ProblemConvertible, Hashable {
    case pattern(String)
    case emptyRepository
    /// No file fits the patterns; the names of some files there are.
    case nothingFits(examples: [String])
    case unknownQuantisation(String, available: [Selection.Quantisation])
    case noQuantisations(String)
    /// A split file lacks parts; the paths of the first few.
    case missingParts(String, paths: [String], count: Int)

    package var problem: Problem {
        switch self {
        case .pattern(let text):
            Problem(
                .badRequest, "`\(HeaderError.shown(text))` is not a pattern for files",
                hint: "write 1 to \(Glob.maximumLength) characters, such as `*.json` or `onnx/`")
        case .emptyRepository:
            Problem(
                .notFound, "the repository has no files", hint: "look at its page on the Hub, or at another revision")
        case .nothingFits(let examples):
            Problem(
                .notFound, "no file fits the patterns",
                hint: "there are " + examples.map { "`\($0)`" }.joined(separator: ", "))
        case .unknownQuantisation(let label, let available):
            Problem(
                .notFound, "there is no quantisation `\(HeaderError.shown(label))`",
                hint: "available: " + available.map(\.description).joined(separator: ", "))
        case .noQuantisations(let label):
            Problem(
                .notFound,
                "there is no quantisation `\(HeaderError.shown(label))`: the repository has no GGUF file that names one",
                hint: "leave out the label, or look for a repository whose name ends in `-GGUF`")
        case .missingParts(let label, let paths, let count):
            Problem(
                .damaged, "\(label) lacks \(count) of its parts: " + paths.map { "`\($0)`" }.joined(separator: ", "),
                hint: "choose another quantisation, or ask the publisher to upload the rest")
        }
    }
}
