package import Domain

/// Why the registry could not do what was asked.
package enum RegistryError: ProblemConvertible, Hashable {
    case notKept(String)
    case ambiguous(String, candidates: [String])
    case versionNotKept(model: String, revision: String)
    case fileNotKept(model: String, path: String)
    /// The bytes of a kept file were found damaged or gone.
    case fileLost(model: String, path: String)
    /// Reading everything again found bytes that are not what their names say.
    case damaged(model: String, wrong: Int, of: Int)
    /// Somebody removed the version while it was pulled.
    case removedMeanwhile(String)
    case nothingChosen(repository: String)
    case cursorInvalid
    /// The name has this version already.
    case ingested(name: String, version: String)
    /// The gate keeps the version apart.
    case quarantined(model: String, reason: String, use: KeptUse)

    /// What is said of a model that is not kept, or of a version that is not.
    package static func notKept(_ model: RepositoryID, at revision: Revision?) -> RegistryError {
        revision.map { .versionNotKept(model: model.path, revision: $0.name) } ?? .notKept(model.path)
    }

    package var problem: Problem {
        switch self {
        case .notKept(let name):
            Problem(
                .notFound, "model `\(name)` is not kept here",
                hint: "see `roost ls`, or get it with `roost pull \(name)`")
        case .ambiguous(let name, let candidates):
            Problem(.badRequest, "`\(name)` could be \(candidates.joined(separator: ", "))", hint: "give the full name")
        case .versionNotKept(let model, let revision):
            Problem(
                .notFound, "model `\(model)` is kept, but not at `\(revision)`",
                hint: "see `roost show \(model)`, or get it with `roost pull \(model)@\(revision)`")
        case .fileNotKept(let model, let path):
            Problem(.notFound, "`\(path)` of `\(model)` is not kept here", hint: "pull it with `--include '\(path)'`")
        case .fileLost(let model, let path):
            Problem(
                .damaged, "`\(path)` of `\(model)` is damaged or gone",
                hint: "bring it again with `roost pull \(model)`")
        case .damaged(let model, let wrong, let all):
            Problem(
                .damaged, "\(wrong) of the \(all) blobs of `\(model)` are damaged or gone",
                hint: "bring them again with `roost pull \(model)`; only what is wrong is fetched")
        case .removedMeanwhile(let model):
            Problem(.conflict, "`\(model)` was removed while it was pulled", hint: "pull it again if it is wanted")
        case .nothingChosen(let repository):
            Problem(
                .badRequest, "no file of `\(repository)` matches what you asked for",
                hint: "look at --include and --exclude")
        case .cursorInvalid:
            Problem(.badRequest, "the page cursor is not one of ours", hint: "start again without it")
        case .ingested(let name, let version):
            Problem(
                .conflict, "Package '\(name)' version '\(version)' already exists",
                hint: "give a higher `version`, or delete the package first")
        case .quarantined(let model, let reason, let use):
            Problem(
                .forbidden, "`\(model)` is quarantined and cannot be \(use.words): \(reason)",
                hint: "see `roost verdict \(model)`; a rule is excused with `roost waive`")
        }
    }
}
