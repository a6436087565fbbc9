import Domain
import Engines
import Server
import Wire

/// One person talking to one model.
struct Talk: Sendable {
    let hand: ModelAtHand
    let command: Run

    private var question: ModelQuestion {
        var question = ModelQuestion(model: hand.name)
        question.temperature = command.temperature
        question.mostTokens = command.maxTokens
        question.isJSON = command.answerJson
        return question
    }

    private var chats: Bool { !command.raw && hand.loaded.capabilities.contains("chat") }

    /// Answers one prompt.
    func answer(_ prompt: String) async throws {
        let said = try await turn(messages: opening + [message("user", prompt)], prompt: prompt)
        if command.output.json { Terminal.say(try WireJSON.text(said)) } else { tell(said) }
    }

    /// Talks until the person has had enough: `/bye`, or the end of input.
    func chat() async throws {
        if !command.options.quiet { Terminal.complain("\(hand.loaded.model): /bye ends it") }
        var messages = opening
        var keyboard = Keyboard()
        while true {
            Terminal.raw(">>> ")
            guard let line = try await keyboard.line() else { return Terminal.raw("\n") }
            if line == "/bye" { return }
            if line.isEmpty { continue }
            messages.append(message("user", line))
            let said = try await turn(messages: messages, prompt: line)
            messages.append(message("assistant", said.answer))
            tell(said)
        }
    }

    /// Prints the vector of a text.
    func vector(of text: String) async throws {
        let body: JSONValue = ["model": .string(hand.name), "input": .string(text)]
        let reply = try await hand.client.post("/v1/embeddings", json: body, to: hand.endpoint)
        guard reply.isSuccess else { throw try await hand.client.refusal(reply) }
        let json = try await reply.json()
        guard let vector = json["data"]?.array?.first?["embedding"] else {
            throw Problem(.upstream, "`\(hand.loaded.model)` gave no vector")
        }
        Terminal.say(try WireJSON.exactText(vector))
    }

    private var opening: [JSONValue] { command.system.map { [message("system", $0)] } ?? [] }

    private func message(_ role: String, _ text: String) -> JSONValue {
        ["role": .string(role), "content": .string(text)]
    }

    private func turn(messages: [JSONValue], prompt: String) async throws -> Answer {
        var text = ""
        var finish: String?
        let prompt = command.system.map { "\($0)\n\n\(prompt)" } ?? prompt
        let conversation = hand.derived?.conversation(messages) ?? messages
        var body = chats ? question.chat(conversation) : question.completion(prompt)
        if let own = hand.derived?.sampling, let said = body.object { body = .object(own.merging(said) { $1 }) }
        let timings = try await hand.client.ask(
            chats ? "/v1/chat/completions" : "/v1/completions", body, of: hand.endpoint
        ) { part in
            text += part.text
            finish = part.finish ?? finish
            if !command.output.json { Terminal.stream(part.text) }
        }
        return Answer(hand.loaded, text, finish, timings)
    }

    /// Behind the answer: how fast it came.
    private func tell(_ said: Answer) {
        Terminal.stream(said.answer.last?.isNewline ?? false ? "" : "\n")
        if said.finish == "length", !command.options.quiet {
            Terminal.complain("the answer was cut off: --max-tokens and --ctx allow more")
        }
        guard !command.options.quiet, let speed = said.tokensPerSecond else { return }
        let tenths = Int64((speed * 10).rounded())
        var words = "\(said.answerTokens ?? 0) tokens, \(tenths / 10).\(tenths % 10) tokens/s"
        if command.options.verbose {
            words += "; prompt \(said.promptTokens ?? 0) tokens; loaded in \(hand.loaded.milliseconds) ms"
        }
        Terminal.complain(words)
    }
}

/// An answer as `roost run --json` prints it.
struct Answer: Codable, Sendable {
    let model: String
    let answer: String
    /// `stop` or `length`.
    let finish: String?
    let promptTokens: Int64?
    let answerTokens: Int64?
    let tokensPerSecond: Double?
    let loadMilliseconds: Int64

    init(_ loaded: RuntimeLoaded, _ text: String, _ finish: String?, _ timings: AnswerTimings?) {
        model = loaded.model
        answer = text
        self.finish = finish
        promptTokens = timings.map { $0.promptTokens + $0.knownTokens }
        answerTokens = timings?.answerTokens
        tokensPerSecond = timings?.tokensPerSecond
        loadMilliseconds = loaded.milliseconds
    }
}
