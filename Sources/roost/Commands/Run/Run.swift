import ArgumentParser
import Domain
import Engines
import Registry
import Server
import Wire

struct Run: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Ask a model: a prompt, a chat on the terminal, or what comes on stdin.",
        discussion: """
            MODEL is a kept GGUF model: org/name, org/name:Q4_K_M, org/name@revision. Where a server runs for the home the model \
            stays in its memory; else it ends with this command. Models without a chat template go on with the text.
            """)

    @Argument(help: "What to run.") var model: String
    @Argument(help: "The prompt; without one, a chat, or stdin.") var prompt: [String] = []

    @Option(name: .long, help: "How the model is to behave.") var system: String?
    @Option(name: .long, help: "How much it may vary, from 0.") var temperature: Double?
    @Option(name: .long, help: "Tokens of an answer, at most.") var maxTokens: Int?
    @Option(name: .long, help: "Tokens of the conversation, at most (default: $ROOST_CONTEXT, else 4096).") var ctx:
        Int?
    @Option(name: .long, help: "How long it stays in the server's memory: 5m, 1h, 0, or -1 for ever.")
    var keepAlive: String?
    @Flag(name: .long, help: "Pin it: it stays in the server's memory until `roost unpin`.") var pin = false
    @Flag(name: .long, help: "Print the vector of the prompt instead of an answer.") var embed = false
    @Flag(name: .long, help: "Go on with the text, without the model's chat template.") var raw = false
    @Flag(name: .long, help: "Have the answer be JSON.") var answerJson = false
    @Flag(name: .long, help: "Get the model first when it is not kept, without asking.") var pull = false

    @OptionGroup var output: OutputOptions
    @OptionGroup var options: HouseOptions

    func validate() throws {
        if let temperature, !(0...100).contains(temperature) { throw ValidationError("--temperature is 0 to 100") }
        if let maxTokens, maxTokens < 1 { throw ValidationError("--max-tokens is at least 1") }
        if let keepAlive, KeepAlive(keepAlive) == nil {
            throw ValidationError("--keep-alive is a time such as 5m, or -1, not `\(keepAlive)`")
        }
    }

    func run() async throws {
        let given = try Spoken.prompt(prompt)
        try await options.withHouse { house in
            try await ModelOffer(model: model, isSure: pull, quiet: options.quiet).see(house)
            if pin { _ = try await house.pinModel(RuntimeWish(model: model)) }
            let wish = RuntimeWish(model: model, context: ctx, keepAlive: keepAlive, embedding: embed)
            try await Interruption.ends {
                try await house.withModel(wish) { hand in
                    let talk = Talk(hand: hand, command: self)
                    guard let given else { return try await talk.chat() }
                    if embed { try await talk.vector(of: given) } else { try await talk.answer(given) }
                }
            }
        }
    }
}
