import Domain
import Engines
import Registry
import Server
import Wire

/// Gets a model that is not kept, when the person wants that: through the same gate as `roost pull`.
struct ModelOffer {
    let model: String
    /// Nobody need be asked.
    let isSure: Bool
    let quiet: Bool

    /// Comes back when the model is kept; else throws why not.
    func see(_ house: House) async throws {
        do {
            _ = try await house.inference.models.find(model)
        } catch {
            guard Self.canBeGot(error), try isWanted(after: error) else { throw error }
            let job = try await house.enqueue(pull: PullRequest(reference: Pull.absolute(model)))
            _ = try await JobView.follow(job, in: house, quiet: quiet)
        }
    }

    private static func canBeGot(_ error: any Error) -> Bool { Problem(error).code == .notFound }

    private func isWanted(after error: any Error) throws -> Bool {
        if isSure { return true }
        let problem = Problem(error)
        guard Spoken.isTerminal, Terminal.errorIsTerminal else {
            throw Problem(problem.code, problem.message, hint: "get it and run it: `roost run --pull \(model)`")
        }
        Terminal.complain(problem.message)
        Terminal.raw("get it now? [Y/n] ")
        let answer = readLine()?.lowercased() ?? "n"
        return ["", "y", "yes"].contains(answer)
    }
}
