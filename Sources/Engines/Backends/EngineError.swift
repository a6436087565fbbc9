package import Domain

/// What goes wrong with an engine.
package enum EngineError: ProblemConvertible, Hashable {
    case noEngine(looked: [String])
    case cannotStart(String, why: String)
    case cannotLoad(String, why: String, log: String)
    case tooSlow(String, limit: Duration)
    /// It ended, or broke off, while it was asked.
    case lost(String, why: String)
    /// It answers more than may be.
    case tooMuch(String, limit: ByteCount)
    /// Nothing is run any more, because the house closes.
    case closed

    package var problem: Problem {
        switch self {
        case .noEngine(let looked):
            Problem(
                .unsupported, "no llama.cpp is here: looked for \(looked.joined(separator: ", "))",
                hint: "`scripts/engine` installs one; or set LLAMA_SERVER to a `llama-server`")
        case .cannotStart(let program, let why): Problem(.internal, "cannot start `\(program)`: \(why)")
        case .cannotLoad(let model, let why, let log):
            Problem(.upstream, "llama.cpp cannot load `\(model)`: \(why)", hint: "its log says more: \(log)")
        case .tooSlow(let model, let limit):
            Problem(.busy, "`\(model)` did not answer within \(limit)", hint: "the machine may be short of memory")
        case .lost(let model, let why):
            Problem(.upstream, "`\(model)` ended while it was asked: \(why)", hint: "try again; see `roost ps`")
        case .tooMuch(let model, let limit): Problem(.upstream, "`\(model)` answered more than \(limit)")
        case .closed: Problem(.busy, "no model is run any more: the house closes")
        }
    }
}
