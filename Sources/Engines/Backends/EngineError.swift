import AsyncHTTPClient
package import Domain
import NIOCore
import NIOPosix

/// What goes wrong with an engine.
package enum EngineError: ProblemConvertible, Hashable {
    case noEngine(looked: [String])
    case cannotStart(String, why: String)
    case cannotLoad(String, why: String, log: String)
    case tooSlow(String, limit: Duration)
    /// It ended, or broke off, while it was asked.
    case lost(String, why: String)
    /// An engine elsewhere has no model of this name.
    case notBrought(String)
    /// It answers more than may be.
    case tooMuch(String, limit: ByteCount)
    /// Nothing is run any more, because the house closes.
    case closed

    /// What became of a connection to an engine: cancelling is no error of its.
    static func broken(_ name: String, _ error: any Error) -> any Error {
        switch error {
        case is CancellationError: error
        case let error as HTTPClientError where error == .cancelled: CancellationError()
        case let error as HTTPClientError: EngineError.lost(name, why: error.shortDescription)
        case is NIOConnectionError: EngineError.lost(name, why: "nobody answers where it was")
        case let error as IOError: EngineError.lost(name, why: "\(error)")
        case is ChannelError: EngineError.lost(name, why: "the connection broke off")
        case is any ProblemConvertible: error
        // Whatever else comes out of the connection is an answer that was cut.
        default: EngineError.lost(name, why: "\(error)")
        }
    }

    /// `noEngine` as it is told to who may only ask models: where it was looked for is for administrators.
    package static let nothingRuns = Problem(
        .unsupported, "no llama.cpp is here to run models", hint: "`roost doctor` says what is missing")

    package var problem: Problem {
        switch self {
        case .noEngine(let looked):
            Problem(
                .unsupported, "no llama.cpp is here: looked for \(looked.joined(separator: ", "))",
                hint: "`scripts/engine` installs one; or set LLAMA_SERVER to a `llama-server`")
        case .cannotStart(let program, let why): Problem(.internal, "cannot start `\(program)`: \(why)")
        case .cannotLoad(let model, let why, let log):
            Problem(
                .upstream, "llama.cpp cannot load `\(model)`: \(why)",
                hint: "its log `\(log.split(separator: "/").last ?? "")` says more")
        case .tooSlow(let model, let limit):
            Problem(.busy, "`\(model)` did not answer within \(limit)", hint: "the machine may be short of memory")
        case .lost(let model, let why):
            Problem(.upstream, "`\(model)` ended while it was asked: \(why)", hint: "try again; see `roost ps`")
        case .tooMuch(let model, let limit): Problem(.upstream, "`\(model)` answered more than \(limit)")
        case .notBrought(let model):
            Problem(
                .notFound, "the Ollama that runs models here has no `\(model)`",
                hint: "bring it there: `roost import-to ollama \(model)`")
        case .closed: Problem(.busy, "no model is run any more: the house closes")
        }
    }
}
