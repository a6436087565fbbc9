import ArgumentParser
import Domain
import Jobs
import Registry
import Server
import Wire

struct JobsList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "List jobs, the newest first.")

    @Option(name: .long, help: "queued, running, paused, completed, failed or cancelled.") var state: String?
    @Option(name: .long, help: "How many at most.") var limit = 20

    @OptionGroup var output: OutputOptions
    @OptionGroup var options: HouseOptions

    func run() async throws {
        var filter = JobFilter()
        if let state {
            guard let known = JobState(rawValue: state) else {
                throw ValidationError("--state does not know `\(state)`")
            }
            filter.states = [known]
        }
        let jobs = try await options.withHouse { try await $0.queue.jobs(filter, limit: limit) }.map(JobView.init)
        try output.show(jobs) {
            if options.quiet { return jobs.forEach { Terminal.say($0.id) } }
            var table = Table("ID", "KIND", "WHAT", "STATE", "DONE", "UPDATED", "PROBLEM")
            for job in jobs {
                let done = job.total > 0 ? "\(ByteCount(job.completed)) of \(ByteCount(job.total))" : "-"
                table.add(
                    job.id, job.kind, job.subject, job.state, done, String(job.updatedAt.prefix(19)),
                    job.problem?.message ?? "-")
            }
            table.show()
            if jobs.isEmpty { Terminal.complain("no jobs") }
        }
    }
}

/// The id of a job, as typed.
struct JobName {
    let id: JobID

    init(_ text: String) throws {
        guard let id = JobID(text) else {
            throw Problem(.badRequest, "`\(Terminal.safe(text))` is no job id", hint: "see `roost jobs`")
        }
        self.id = id
    }
}
