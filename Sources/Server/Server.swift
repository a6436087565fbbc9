import API
package import Access
import Domain
import Gateway
import Glibc
import Jobs
package import Logging
import Registry
import ServiceLifecycle
import UnixSignals

/// The house, served.
package enum Server {
    /// Runs until a signal asks to end; running jobs are left to be gone on with.
    ///
    /// - Parameters:
    ///   - firstAccount: told the administrator that was made because there was no user; never logged.
    ///   - ready: told the address once connections are accepted.
    package static func run(
        _ settings: Settings, logger: Logger,
        firstAccount: @Sendable (AccessService.FirstAdministrator) -> Void,
        ready: @escaping @Sendable (String) -> Void
    ) async throws {
        let house = try await House.open(settings, logger: logger)
        do {
            if let made = try await house.prepareAccounts() { firstAccount(made) }
            // A wrong policy is told now, while somebody looks; later the one before would stay in force.
            _ = try await house.gate.policies.current()
            // The routes as they are now are what a wrong file later leaves in force.
            _ = house.gateway.routes.current()
        } catch {
            try? await house.close()  // The first error says more.
            throw error
        }
        let web = WebService(house: house) { address in
            let note = ServerNote(pid: getpid(), address: address, servesSamples: settings.sampleHub != nil)
            do { try note.write(house.home) } catch {
                logger.warning("Could not leave the server's note", metadata: ["error": "\(error)"])
            }
            ready(address)
        }
        var configuration = ServiceGroupConfiguration(
            services: [
                .init(service: JobService(house: house)), .init(service: GateService(house: house)),
                .init(service: TotalsService(house: house)), .init(service: RunFolderService(house: house)),
                .init(service: RuntimeService(house: house)), .init(service: GatewayService(house: house)),
                .init(service: web),
            ],
            gracefulShutdownSignals: [.sigterm, .sigint], logger: logger)
        // Answers that are still being written get so long.
        configuration.maximumGracefulShutdownDuration = .seconds(30)
        let group = ServiceGroup(configuration: configuration)
        defer { ServerNote.remove(house.home) }
        do {
            try await group.run()
        } catch {
            try? await house.close()  // The first error says more.
            throw error
        }
        try await house.close()
    }
}

/// Runs queued jobs as long as the server runs.
struct JobService: Service {
    let house: House

    func run() async throws {
        // Taken from the task when the house closes: what runs then is queued again.
        await cancelWhenGracefulShutdown { [house] in
            await house.runner.runForever(maxConcurrent: house.settings.jobsAtOnce)
        }
    }
}
