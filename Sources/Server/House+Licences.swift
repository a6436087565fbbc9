import Forge
import Domain
import Hub
import Registry
import Scoring
import Wire

extension House {
    /// Whether a project may tune and run a kept model, as far as their licences tell.
    ///
    /// - Parameter address: of the project's code repository; it is judged by `Reach` before anything is asked of it.
    func checkLicence(of model: RepositoryID, with address: String) async throws -> LicenceCheck {
        guard let commit = try await gate.ledger.commits(of: model).first,
            let subject = try await gate.ledger.subject(of: model, at: commit)
        else { throw GateError.neverAssessed(model.path) }
        let fact = try await forge.read(address)
        guard case .known = fact.files else {
            let why = if case .unavailable(let why) = fact.files { why } else { "it holds nothing" }
            throw Problem(
                .upstream, "the project `\(address.prefix(200))` cannot be read: \(why)",
                hint: "give the address of a public git repository, such as https://github.com/org/name")
        }
        let files = fact.texts.compactMap { path, text in
            text.value.map { ProjectFile(path: path, bytes: Array($0.utf8)) }
        }
        let project = ProjectLicences(knowledge: vetter.licences).matches(in: files).first
        let uses = UseRules(knowledge: vetter.licences).compatibility(
            project: project, model: subject.licence?.effective)
        return LicenceCheck(
            model: model.path, project: address, modelLicence: subject.licence?.effective, projectLicence: project,
            compatibleFineTuning: uses.compatibleFineTuning, compatibleInference: uses.compatibleInference,
            reason: uses.reason)
    }
}
