import Blobs
import Domain
package import Logging
import Scoring
package import SystemPackage

/// The policy of a house: `policy.yaml` in its home, or the preset `baseline` where there is none.
///
/// The file is looked at whenever the policy is asked for, and read again when it changed. A new one that is wrong is
/// reported and not used: the policy before stays in force, so that a slip of the pen opens nothing. Only where there is
/// none before, in a new process, a wrong file is an error. A file that vanishes leaves its policy in force too.
package actor PolicyStore {
    let file: TextFile
    /// Of the file: more is no policy.
    static let maximumBytes = 65_536

    private let logger: Logger
    private var loaded: LoadedPolicy?
    /// Of the file that was read last, whether it could be used or not.
    private var seen: TextFile.Stamp?

    package init(path: FilePath, logger: Logger) {
        file = TextFile(path, maximumBytes: Self.maximumBytes)
        self.logger = logger
    }

    /// The policy in force.
    package func current() throws -> LoadedPolicy {
        guard let known = loaded else { return try begin() }
        do {
            let stamp = try Self.reading(file) { try $0.stamp() }
            if stamp == seen { return known }
            guard let (text, stamp) = try Self.reading(file, { try $0.read() }) else {
                return keep(known, gone, at: nil)
            }
            seen = stamp
            adopt(try read(text))
        } catch {
            return keep(known, Problem(error), at: seen)
        }
        return loaded ?? known
    }

    /// Reads a file as the policy it would be; nothing is put in force. Nil when there is no file.
    package static func read(_ path: String) throws -> LoadedPolicy? {
        guard let text = try text(path) else { return nil }
        return LoadedPolicy(try Policy(parsing: text), text: text, file: path)
    }

    /// Does something with the file, and says in the gate's words why it cannot be done.
    static func reading<Value>(_ file: TextFile, _ body: (TextFile) throws -> Value) throws -> Value {
        do {
            return try body(file)
        } catch let error as TextFile.Unreadable {
            throw GateError.policyUnreadable(file: file.path.string, reason: error.reason)
        }
    }

    private func begin() throws -> LoadedPolicy {
        guard let (text, stamp) = try Self.reading(file, { try $0.read() }) else {
            let standard = try LoadedPolicy.standard
            loaded = standard
            return standard
        }
        let policy = try read(text)
        seen = stamp
        loaded = policy
        return policy
    }

    private func read(_ text: String) throws -> LoadedPolicy {
        do {
            return LoadedPolicy(try Policy(parsing: text), text: text, file: file.path.string)
        } catch {
            throw error.problem(in: file.path.string)
        }
    }

    private func adopt(_ policy: LoadedPolicy) {
        loaded = policy
        logger.notice(
            "The policy changed",
            metadata: ["policy": "\(policy.policy.name)", "policy.digest": "\(policy.digest.prefix(12))"])
    }

    private func keep(_ known: LoadedPolicy, _ problem: Problem, at stamp: TextFile.Stamp?) -> LoadedPolicy {
        seen = stamp
        guard known.problem != problem else { return known }
        logger.warning(
            "The policy file is not used; the policy before stays in force",
            metadata: ["policy": "\(known.policy.name)", "problem": "\(problem.message)"])
        var kept = known
        kept.problem = problem
        loaded = kept
        return kept
    }

    private var gone: Problem {
        Problem(
            .notFound, "the policy file `\(file.path)` is gone; its policy stays in force until Roost is started again",
            hint: "put it back, or start again to go by the preset `\(PolicyPreset.standard.rawValue)`")
    }
}
