import Access
import ArgumentParser
import Domain
import Jobs
import Server
import Wire

struct JobsCancel: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cancel", abstract: "Cancel jobs; what they fetched stays until `roost prune`.")

    @Argument(help: "The jobs.") var jobs: [String]
    @OptionGroup var options: HouseOptions

    func run() async throws {
        let ids = try jobs.map { try JobName($0).id }
        try await options.withHouse { house in
            for id in ids {
                let job = try await house.queue.cancel(id)
                try await house.audit.record(.local, "job.cancel", id.text)
                Terminal.say("\(id) \(job.state.rawValue)")
            }
        }
    }
}
