package import Domain
import Scoring

/// Why something about the gate could not be done.
package enum GateError: ProblemConvertible, Hashable {
    case ruleUnknown(String)
    case notWaivable(rule: String, policy: String)
    /// `until` is a date, or what was typed.
    case waiverTooLong(until: String, days: Int, policy: String)
    case waiverEnded(until: String)
    case waiverWithout(String)
    case waiverUnknown(String)
    case waiverRevoked(String)
    case neverAssessed(String)
    case commitUnknown(model: String, revision: String)
    case policyUnreadable(file: String, reason: String)
    /// It may be read here and not written.
    case policyFixed(file: String, reason: String)
    /// Somebody else wrote it since it was read.
    case policyChanged(file: String)

    package var problem: Problem {
        switch self {
        case .ruleUnknown(let rule):
            Problem(
                .badRequest, "there is no rule `\(rule.oneLine(limit: 60))`",
                hint: "there are \(GateRule.names.joined(separator: ", "))")
        case .notWaivable(let rule, let policy):
            Problem(
                .forbidden, "the policy `\(policy)` lets nobody waive `\(rule)`",
                hint: "its `not_waivable` says so; leave the file out, or take another model")
        case .waiverTooLong(let until, let days, let policy):
            Problem(
                .badRequest, "a waiver until \(until) is too long: the policy `\(policy)` allows \(days) days",
                hint: "choose an earlier date; it can be given again")
        case .waiverEnded(let until):
            Problem(.badRequest, "a waiver until \(until) would be over already", hint: "choose a later date")
        case .waiverWithout(let what): Problem(.badRequest, "a waiver needs \(what)")
        case .waiverUnknown(let id):
            Problem(.notFound, "there is no waiver `\(id.oneLine(limit: 60))`", hint: "see `roost waivers`")
        case .waiverRevoked(let id): Problem(.conflict, "the waiver `\(id)` was revoked before")
        case .neverAssessed(let name):
            Problem(
                .notFound, "`\(name)` was never assessed here",
                hint: "pull it first, or name a commit with `\(name)@COMMIT`")
        case .commitUnknown(let model, let revision):
            Problem(
                .notFound, "`\(revision)` is no commit of `\(model)` that was assessed here",
                hint: "give all forty digits, or see `roost verdict \(model)`")
        case .policyUnreadable(let file, let reason):
            Problem(
                .badRequest, "cannot read the policy `\(file)`: \(reason)",
                hint: "it must be a text file that this account may read")
        case .policyFixed(let file, let reason):
            Problem(
                .forbidden, "the policy `\(file)` cannot be changed from here: \(reason)",
                hint: "change it where it comes from; a running server takes it up by itself")
        case .policyChanged(let file):
            Problem(
                .conflict, "the policy `\(file)` was changed by somebody else meanwhile",
                hint: "look at it as it is now, and make your change again")
        }
    }
}
