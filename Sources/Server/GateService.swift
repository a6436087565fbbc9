import Domain
import Logging
import Registry
import ServiceLifecycle
import Wire

/// Keeps what is in the house in step with its policy and its waivers, as long as the server runs.
struct GateService: Service {
    /// How often the file is looked at, and the end of waivers.
    private static let pause = Duration.seconds(5)
    /// After so many looks everything is compared with the policy, whether that changed or not: an hour.
    private static let looksBetweenAll = 720

    let house: House

    func run() async throws {
        await cancelWhenGracefulShutdown {
            var (settled, looks): (String?, Int) = (nil, 0)
            while !Task.isCancelled {
                settled = await settle(looks % Self.looksBetweenAll == 0 ? nil : settled)
                looks += 1
                try? await Task.sleep(for: Self.pause)  // cancelled: the loop ends
            }
        }
    }

    /// Returns the digest of the policy by which everything is decided now; nil when that cannot be said.
    private func settle(_ settled: String?) async -> String? {
        do {
            let digest = try await house.gate.policies.current().digest
            if let report = try await digest == settled ? house.gate.settleLapsed() : house.gate.settle() {
                tell(report)
            }
            return digest
        } catch is CancellationError {
            return nil
        } catch {
            house.logger.error(
                "Kept models cannot be decided again", metadata: ["problem": "\(Problem(error).message)"])
            return nil
        }
    }

    private func tell(_ report: RescoreReport) {
        house.logger.notice(
            "Kept models were decided again",
            metadata: [
                "policy": "\(report.policy)", "decided": "\(report.decided)", "changed": "\(report.changed.count)",
            ])
        for change in report.changed where change.kept {
            house.logger.warning(
                "A verdict changed",
                metadata: [
                    "model.id": "\(change.model)", "commit": "\(change.commit)",
                    "before": "\(change.before?.rawValue ?? "none")", "after": "\(change.after.rawValue)",
                ])
        }
    }
}
