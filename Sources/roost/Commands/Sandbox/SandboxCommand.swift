import ArgumentParser

struct SandboxCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sandbox",
        abstract: "Run code that is not trusted, confined as Roost confines the code of models.",
        subcommands: [SandboxRun.self])
}
