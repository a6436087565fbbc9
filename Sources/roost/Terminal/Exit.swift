import ArgumentParser
import Domain
import Glibc
import Wire

/// How the program ends: the words of the problem on stderr, and a code a script can trust.
enum Exit {
    /// The documented codes.
    enum Code: Int32 {
        case found = 1
        case failed = 2
        case nothing = 3
        case usage = 4
        case interrupted = 130
    }

    /// Set once by the options of the command: errors are then JSON on stderr.
    static func now(after error: any Error) -> Never {
        switch error {
        case let code as ExitCode: exit(code.rawValue)
        case let silent as Silent: exit(silent.code.rawValue)
        case let known as any ProblemConvertible: end(known.problem)
        case is CancellationError: end(Problem(error))
        default: usage(error)
        }
    }

    private static func end(_ problem: Problem) -> Never {
        Terminal.complain("error: \(problem.message)")
        if let hint = problem.hint { Terminal.complain("hint: \(hint)") }
        exit(code(for: problem).rawValue)
    }

    /// Help, versions and mistakes on the command line are ArgumentParser's to say; anything else is an unexpected failure.
    private static func usage(_ error: any Error) -> Never {
        let code = Roost.exitCode(for: error)
        let text = Roost.fullMessage(for: error)
        if code.isSuccess {
            Terminal.say(text)
            exit(0)
        }
        if code == .validationFailure {
            Terminal.complain(text)
            exit(Code.usage.rawValue)
        }
        end(Problem(error))
    }

    static func code(for problem: Problem) -> Code {
        switch problem.code {
        case .cancelled: .interrupted
        case .badRequest: .usage
        case .refused: .found
        case .unsupported: .nothing
        default: .failed
        }
    }

    /// An end whose reason was said already.
    struct Silent: Error {
        let code: Code
    }
}
