import ArgumentParser
import Domain
import Jobs
import Registry
import Server
import Wire

struct JobsWatch: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "watch", abstract: "Replay a job's events and follow it to its end.")

    @Argument(help: "The job.") var job: String
    @Option(name: .long, help: "Only events behind this number.") var after: Int64 = 0

    @OptionGroup var output: OutputOptions
    @OptionGroup var options: HouseOptions

    func run() async throws {
        let id = try JobName(job).id
        try await options.withHouse { house in
            if output.json {
                for try await event in house.queue.watch(id, after: after) {
                    Terminal.say(try WireJSON.text(JobEventView(event), pretty: false))
                    guard case .state(.paused, _) = event.content else { continue }
                    if try await JobView.isPaused(id, since: event, in: house) { return }
                }
            } else {
                try await JobView.watch(id, after: after, in: house, quiet: options.quiet)
                let end = try await house.queue.job(id)
                Terminal.say("\(end.id) \(end.state.rawValue)\(end.problem.map { ": \($0.message)" } ?? "")")
            }
        }
    }
}
