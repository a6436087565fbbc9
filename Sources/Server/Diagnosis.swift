import Access
import Domain
import Engines
import Glibc
import Hub
import Registry
import Sandbox
package import Logging
package import Wire

/// Looks at what Roost needs, and what would be good to have, and says how to get it.
package struct Diagnosis: Sendable {
    private let settings: Settings
    private let logger: Logger

    package init(settings: Settings, logger: Logger) {
        self.settings = settings
        self.logger = logger
    }

    /// Looks at everything now.
    package func report() async -> DoctorReport {
        var checks = [DoctorReport.Check(name: "version", state: "ok", detail: Version.text)]
        do {
            let house = try await House.open(settings, logger: logger)
            checks += try await inside(house)
            try await house.close()
        } catch {
            let problem = Problem(error)
            checks.append(.init(name: "home", state: "missing", detail: problem.message, remedy: problem.hint))
        }
        checks.append(memory())
        checks.append(program("python3", "used by the tests and the sample recipes", "apt-get install python3-venv"))
        checks.append(engine())
        checks.append(await sandbox())
        return DoctorReport(version: Version.number, checks: checks)
    }

    private func inside(_ house: House) async throws -> [DoctorReport.Check] {
        let disk = try await house.catalogue.diskReport()
        var checks = [
            DoctorReport.Check(name: "home", state: "ok", detail: "\(house.home.path), \(disk.models) models"),
            DoctorReport.Check(
                name: "disk", state: disk.freeBytes > house.settings.reserve.bytes ? "ok" : "note",
                detail: "\(ByteCount(disk.freeBytes)) free",
                remedy: disk.freeBytes > house.settings.reserve.bytes ? nil : "free some space: `roost prune`"),
        ]
        if let problem = house.hubs.added.problem {
            checks.append(.init(name: "hubs", state: "missing", detail: problem.message, remedy: problem.hint))
        }
        for hub in house.hubs.standard { checks.append(await reach(hub)) }
        for provider in house.signIn.providers { checks.append(await ask(provider, house.signIn)) }
        checks.append(await examples(house))
        return checks
    }

    /// What runs the examples of cards. What it lacks is no fault of the house: such an example is "not run".
    private func examples(_ house: House) async -> DoctorReport.Check {
        do {
            let python = try await ExamplePython.look(settings.reproduce, in: house.sandbox)
            let what =
                "\(python.program) (\(python.interpreter), \(python.packages) packages) runs the examples of cards"
            guard !python.missing.isEmpty else { return .init(name: "examples", state: "ok", detail: what) }
            return .init(
                name: "examples", state: "note", detail: "\(what); it lacks \(python.missing.joined(separator: ", "))",
                remedy: "name a Python that has them: `reproduce.python` in config.yaml, or ROOST_REPRODUCE_PYTHON")
        } catch {
            let problem = Problem(error)
            return .init(
                name: "examples", state: "note", detail: "the examples of cards are not run: \(problem.message)",
                remedy: problem.hint)
        }
    }

    private func ask(_ provider: SignInProvider, _ signIn: SignInService) async -> DoctorReport.Check {
        let name = "sign-in \(provider.name)"
        do {
            try await signIn.check(provider)
            return .init(name: name, state: "ok", detail: "\(provider.issuer) answers")
        } catch SignInError.refused(_, let why) {
            return .init(name: name, state: "note", detail: why, remedy: "compare `issuer` with what it says of itself")
        } catch {
            let problem = Problem(error)
            return .init(name: name, state: "note", detail: "\(provider.issuer): \(problem.message)")
        }
    }

    private func reach(_ hub: any HubReading) async -> DoctorReport.Check {
        do {
            _ = try await hub.search(HubQuery(limit: 1), kind: .model)
            return .init(name: "hub", state: "ok", detail: "\(hub.endpoint) answers")
        } catch {
            let problem = Problem(error)
            return .init(
                name: "hub", state: "note", detail: "\(hub.endpoint): \(problem.message)", remedy: problem.hint)
        }
    }

    private func sandbox() async -> DoctorReport.Check {
        let found = await Bubblewrap(place: .standard(environment: settings.environment), logger: logger).capability()
        return .init(
            name: "sandbox", state: found.isUsable && found.advice.isEmpty ? "ok" : "note",
            detail: found.isUsable
                ? "untrusted code is confined; \(found.features.joined(separator: ", "))"
                : "untrusted code is not run: \(found.refusals.joined(separator: "; "))",
            remedy: found.advice.first)
    }

    private func engine() -> DoctorReport.Check {
        let home = Home(settings.home, environment: settings.environment)
        do {
            let found = try LlamaProgram.find(
                environment: settings.environment, pythons: House.pythons(settings, home))
            return .init(name: "engine", state: "ok", detail: "\(found) runs GGUF models")
        } catch {
            let problem = Problem(error)
            return .init(name: "engine", state: "note", detail: problem.message, remedy: problem.hint)
        }
    }

    private func memory() -> DoctorReport.Check {
        guard let memory = MachineMemory.read() else {
            return .init(name: "memory", state: "note", detail: "unknown: /proc/meminfo cannot be read")
        }
        return .init(name: "memory", state: "ok", detail: "\(memory.total), \(memory.available) available")
    }

    private func program(_ name: String, _ use: String, _ remedy: String) -> DoctorReport.Check {
        for folder in (settings.environment["PATH"] ?? "").split(separator: ":")
        where access("\(folder)/\(name)", X_OK) == 0 {
            return .init(name: name, state: "ok", detail: "\(folder)/\(name): \(use)")
        }
        return .init(name: name, state: "note", detail: "not found: \(use)", remedy: remedy)
    }
}
