import Domain
import Logging
import Registry
import ServiceLifecycle

/// Counts anew when something was kept or removed, or a visitor was shown an old count: no visitor waits for it.
struct TotalsService: Service {
    private static let pause = Duration.seconds(1)

    let house: House

    func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                do {
                    try await house.totals.refresh()
                } catch is CancellationError {
                    return
                } catch {
                    house.logger.warning(
                        "What is kept cannot be counted", metadata: ["problem": "\(Problem(error).message)"])
                }
                try? await Task.sleep(for: Self.pause)  // cancelled: the loop ends
            }
        }
    }
}
