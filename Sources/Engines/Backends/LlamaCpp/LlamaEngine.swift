package import Domain
import Subprocess
package import SystemPackage
import Synchronization

/// Runs models with llama.cpp: one process each, which ends with Roost whatever happens to it.
package struct LlamaEngine: Engine {
    private let environment: [String: String]
    private let pythons: [FilePath]
    package let client: EngineClient
    private let notes: ProcessNotes
    /// Between being asked to end and being made to.
    private static let grace = Duration.seconds(5)
    /// Ports that are tried.
    private static let ports = 5

    /// - Parameters:
    ///   - pythons: interpreters that may have the wheel, the first choice first.
    ///   - notes: the folder where processes are noted, so that none outlives a Roost that was killed.
    package init(
        environment: [String: String], pythons: [FilePath], client: EngineClient, notes: FilePath
    ) {
        self.environment = environment
        self.pythons = pythons
        self.client = client
        self.notes = ProcessNotes(folder: notes)
    }

    private func program() throws(EngineError) -> LlamaProgram {
        try LlamaProgram.find(environment: environment, pythons: pythons)
    }

    package func describe() throws -> String { try program().description }

    /// The wheel is made for processors.
    package var usesGraphics: Bool { !((try? program())?.isWheel ?? true) }  // where there is none, none are used

    package var identity: String { (try? program())?.identity ?? "" }  // where there is none, nothing is measured

    /// Measured with small models, whose other needs the header tells to the page; the wheel's Python holds 14 MiB more
    /// than `llama-server`.
    package var base: ByteCount {
        let isWheel = (try? program())?.isWheel ?? true  // where there is none, it does not matter
        return ByteCount(isWheel ? 35_050_000 : 19 << 20)
    }

    /// Ends processes that a Roost left behind which was killed.
    package func clearNotes() { notes.clear() }

    package func hold(
        _ order: EngineOrder, ready: @escaping @Sendable (EngineEndpoint) async -> Void
    ) async throws -> String {
        let program = try program()
        for _ in 1..<Self.ports {
            do {
                return try await hold(order, with: program, ready)
            } catch is PortTaken {
                continue
            }
        }
        do {
            return try await hold(order, with: program, ready)
        } catch is PortTaken {
            throw EngineError.cannotStart(program.executable.string, why: "every port it was given was taken at once")
        }
    }

    /// Somebody else took the port between its being found and being used.
    private struct PortTaken: Error {}

    private func hold(
        _ order: EngineOrder, with program: LlamaProgram,
        _ ready: @escaping @Sendable (EngineEndpoint) async -> Void
    ) async throws -> String {
        let log = try EngineLog(order.log)
        let leash: Leash
        let port: UInt16
        do {
            leash = try Leash()
            port = try FreePort.find()
        } catch {
            throw EngineError.cannotStart(program.executable.string, why: "\(error)")
        }
        let key = (0..<4).map { _ in String(UInt64.random(in: .min ... .max), radix: 36) }.joined()
        let arguments = LlamaArguments(order: order, port: port)
        let launch = Launch(
            program: program, words: arguments.words, variables: LlamaArguments.variables(environment, key: key),
            grace: Self.grace)
        let answered = Mutex(false)
        let status: TerminationStatus
        do {
            status = try await launch.run(leash, log) { process in
                notes.write(process)
                let endpoint = EngineEndpoint(
                    address: "http://127.0.0.1:\(port)", key: key, process: process, name: order.alias)
                try await client.waitUntilHealthy(endpoint, alias: order.alias, patience: order.patience)
                answered.withLock { $0 = true }
                await ready(endpoint)
            } ended: { process in
                notes.remove(process)
            }
        } catch let error as SubprocessError {
            try Task.checkCancellation()
            throw EngineError.cannotStart(program.executable.string, why: "\(error)")
        }
        try Task.checkCancellation()
        let reason = log.reason
        guard answered.withLock({ $0 }) else {
            if reason?.contains("couldn't bind") ?? false { throw PortTaken() }
            throw EngineError.cannotLoad(order.alias, why: reason ?? Self.words(status), log: order.log.string)
        }
        return reason.map { "\(Self.words(status)): \($0)" } ?? Self.words(status)
    }

    private static func words(_ status: TerminationStatus) -> String {
        switch status {
        case .exited(let code): "it ended with code \(code)"
        case .signaled(let signal): "it was ended by signal \(signal)"
        }
    }
}
