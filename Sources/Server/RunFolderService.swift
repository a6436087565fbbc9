import ServiceLifecycle

/// Clears away what killed runs of other processes leave behind, as long as the server runs: those that nobody runs again, because
/// they were cancelled meanwhile.
struct RunFolderService: Service {
    private static let pause = Duration.seconds(60)

    let house: House

    func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                try? await Task.sleep(for: Self.pause)  // cancelled: the loop ends
                house.clearRuns()
            }
        }
    }
}
