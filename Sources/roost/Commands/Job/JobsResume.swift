import ArgumentParser
import Jobs
import Server
import Wire

struct JobsResume: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "resume", abstract: "Go on with a paused, failed or cancelled job, in this process.",
        aliases: ["retry"])

    @Argument(help: "The job.") var job: String
    @OptionGroup var options: HouseOptions

    func run() async throws {
        let id = try JobName(job).id
        try await options.withHouse { house in
            _ = try await house.queue.requeue(id)
            let result = try await JobView.follow(id, in: house, quiet: options.quiet)
            if let result { Terminal.say(result) }
        }
    }
}
