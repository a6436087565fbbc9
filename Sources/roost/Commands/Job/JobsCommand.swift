import ArgumentParser

struct JobsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "jobs", abstract: "See, follow, cancel and resume the slow work.",
        subcommands: [JobsList.self, JobsWatch.self, JobsCancel.self, JobsResume.self], defaultSubcommand: JobsList.self
    )
}
