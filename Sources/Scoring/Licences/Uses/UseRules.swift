package import Wire

/// The rules behind `UseCompatibility`. No legal advice: each follows one plain sentence of the licences concerned.
///
/// - Running a model combines no works: only terms on use bind (GPL-3.0 §2 "unmodified Program … affirms your unlimited permission
///   to run"; CC-BY-NC-4.0 §2(a)(1) "for NonCommercial purposes only"; Llama, Gemma and RAIL: use policies passed on).
/// - Tuned weights are a derivative of the model, given away with the project (MOF; Gemma §1.1(e) "Model Derivatives"; RAIL §1).
///   Between software licences OSADL's matrix decides. Derivatives of no-derivatives works may not be shared (CC-BY-ND-4.0 §2(a)(1)).
/// - A licence that restricts use must be passed on with derivatives (Llama §1(b), Gemma §3.1, RAIL §4), and GPL and AGPL forbid
///   further restrictions (GPL-3.0 §10, GPL-2.0 §6).
/// - Non-commercial terms bind a project whose own licence allows commercial use (Open Source Definition 6).
package struct UseRules {
    let knowledge: LicenceKnowledge

    private struct Answer {
        let allowed: Bool?
        let reason: String
    }

    package init(knowledge: LicenceKnowledge) { self.knowledge = knowledge }

    /// Answers for a project and a model; nil stands for a licence that is missing or was not recognised.
    package func compatibility(project: LicenceMatch?, model: LicenceMatch?) -> UseCompatibility {
        guard let model, model.class != .unknown else {
            let what = model.map { "`\($0.id)` does not say what it allows" } ?? "its licence is not known"
            return UseCompatibility(
                compatibleFineTuning: nil, compatibleInference: nil, reason: "The model: \(what).", conflicts: [])
        }
        let inference = inference(project, model)
        let tuning = fineTuning(project, model)
        var conflicts: [UseCompatibility.Conflict] = []
        if let project {
            for (use, answer) in [("fine_tuning", tuning), ("inference", inference)] where answer.allowed == false {
                conflicts.append(.init(use: use, project: project, model: model, reason: answer.reason))
            }
        }
        return UseCompatibility(
            compatibleFineTuning: tuning.allowed, compatibleInference: inference.allowed,
            reason: "Fine-tuning: \(tuning.reason) Inference: \(inference.reason)", conflicts: conflicts)
    }

    private func inference(_ project: LicenceMatch?, _ model: LicenceMatch) -> Answer {
        switch model.class {
        case .publicDomain, .permissive, .weakCopyleft, .copyleft:
            return Answer(allowed: true, reason: "`\(model.id)` lets anybody run the model.")
        case .useRestricted:
            return Answer(
                allowed: true, reason: "`\(model.id)` allows it within its use policy, which users must be told of.")
        case .nonCommercial where isNoDerivatives(model) && !isNonCommercial(model):
            return Answer(allowed: true, reason: "`\(model.id)` lets anybody run the model unchanged.")
        case .nonCommercial:
            guard let project else { return Answer(allowed: nil, reason: "the project's licence is not known.") }
            guard project.class != .nonCommercial else {
                return Answer(allowed: true, reason: "both `\(project.id)` and `\(model.id)` are non-commercial.")
            }
            return Answer(
                allowed: false,
                reason: "`\(model.id)` allows no commercial use, which `\(project.id)` grants to everybody.")
        case .proprietary:
            return Answer(allowed: nil, reason: "`\(model.id)` has terms of its own that a person must read.")
        case .unknown: return Answer(allowed: nil, reason: "`\(model.id)` does not say what it allows.")
        }
    }

    private func fineTuning(_ project: LicenceMatch?, _ model: LicenceMatch) -> Answer {
        if isNoDerivatives(model) {
            return Answer(allowed: false, reason: "`\(model.id)` allows no derivatives to be shared.")
        }
        guard let project, project.class != .unknown else {
            return Answer(allowed: nil, reason: "the project's licence is not known.")
        }
        switch model.class {
        case .nonCommercial:
            guard project.class == .nonCommercial else {
                return Answer(
                    allowed: false,
                    reason: "`\(model.id)` binds derivatives to non-commercial use, `\(project.id)` does not.")
            }
            return Answer(allowed: true, reason: "both `\(project.id)` and `\(model.id)` are non-commercial.")
        case .useRestricted where project.class == .copyleft:
            return Answer(
                allowed: false,
                reason: "`\(model.id)` restricts use in derivatives, and `\(project.id)` forbids further restrictions.")
        case .useRestricted:
            return Answer(allowed: true, reason: "the tuned weights stay under `\(model.id)` and its use policy.")
        case .proprietary:
            return Answer(allowed: nil, reason: "`\(model.id)` has terms of its own that a person must read.")
        default: return combined(project, model)
        }
    }

    /// By OSADL's matrix, and beyond it by the classes.
    private func combined(_ project: LicenceMatch, _ model: LicenceMatch) -> Answer {
        let answer = knowledge.compatibility(of: model.spdx ?? model.id, with: project.spdx ?? project.id)
        switch answer {
        case .yes: return Answer(allowed: true, reason: "`\(model.id)` may be part of a work under `\(project.id)`.")
        case .no:
            return Answer(
                allowed: false, reason: "`\(model.id)` may not be part of a work under `\(project.id)` (OSADL).")
        case .checkDependency, .unknown:
            if [.publicDomain, .permissive].contains(model.class) {
                return Answer(allowed: true, reason: "`\(model.id)` asks for no more than notices.")
            }
            if model.id == project.id { return Answer(allowed: true, reason: "both are under `\(model.id)`.") }
            if model.class == .copyleft, project.class != .copyleft {
                return Answer(
                    allowed: false,
                    reason: "derivatives of `\(model.id)` must stay under it, not under `\(project.id)`.")
            }
            return Answer(
                allowed: nil, reason: "nobody has said whether `\(model.id)` goes into a work under `\(project.id)`.")
        }
    }

    private func isNoDerivatives(_ match: LicenceMatch) -> Bool { words(match).contains("nd") }

    private func isNonCommercial(_ match: LicenceMatch) -> Bool { words(match).contains("nc") }

    private func words(_ match: LicenceMatch) -> [Substring] { match.id.split { $0 == "-" || $0 == " " } }
}
