/// Why a front matter cannot be read.
enum YAMLError: Error, Hashable {
    case syntax(line: Int, String)
    case tooLarge(limit: Int)
    case tooDeep(limit: Int)
    case tooManyNodes(limit: Int)
    case undefinedAlias(line: Int, String)
    case notOneDocument

    var words: String {
        switch self {
        case .syntax(let line, let what): "line \(line): \(what)"
        case .tooLarge(let limit): "more than \(limit) bytes"
        case .tooDeep(let limit): "nested deeper than \(limit) levels"
        case .tooManyNodes(let limit): "more than \(limit) values"
        case .undefinedAlias(let line, let name): "line \(line): `*\(name)` names nothing"
        case .notOneDocument: "more than one document"
        }
    }
}
