package import Domain
package import Wire

/// Why routes cannot be used.
package enum RoutesError: ProblemConvertible, Hashable {
    /// Everything that is wrong, not only the first.
    case mistakes([FileMistake])
    /// Somebody else changed the file since it was looked at.
    case changed(file: String)
    case fixed(file: String, reason: String)
    case unreadable(file: String, reason: String)

    package var mistakes: [FileMistake] { if case .mistakes(let list) = self { list } else { [] } }

    package var problem: Problem {
        switch self {
        case .mistakes(let list):
            Problem(
                .badRequest,
                (list.count == 1 ? "the routes have a mistake:" : "the routes have \(list.count) mistakes:")
                    + list.map { "\n  \($0.text)" }.joined(),
                hint: "`roost route check FILE` reads a file; docs/routing.md shows every part")
        case .changed(let file):
            Problem(.conflict, "`\(file)` was changed by somebody else meanwhile", hint: "look at it again, then save")
        case .fixed(let file, let reason): Problem(.forbidden, "`\(file)` cannot be written here: \(reason)")
        case .unreadable(let file, let reason): Problem(.badRequest, "`\(file)` cannot be read: \(reason)")
        }
    }
}
