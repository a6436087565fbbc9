import ArgumentParser
import Domain
import Registry
import Server
import Wire

/// The filters of a list of kept models, shared by `ls` and `search --local`.
struct FilterOptions: ParsableArguments {
    @Option(name: .long, help: "Only of this author.") var author: String?
    @Option(name: .long, help: "Only for this task, such as text-generation.") var task: String?
    @Option(name: .long, help: "Only of this library, such as transformers.") var library: String?
    @Option(name: .long, help: "Only with this tag (repeatable).") var tag: [String] = []
    @Option(name: .long, help: "How many at most.") var limit: Int?
}

struct List: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ls", abstract: "List the models that are kept.", aliases: ["list"])

    @Argument(help: "Words in the name, the tags or the card.")
    var words: [String] = []

    @Option(name: .long, help: "A regular expression on the name.") var regex: String?
    @Option(name: .long, help: "Only under this licence.") var license: String?
    @Option(name: .long, help: "recent, name, size, downloads, likes, created or modified.") var sort: String?
    @Option(name: .long, help: "Go on behind the page that ended with this cursor.") var after: String?
    @Flag(name: .long, help: "Datasets instead of models.") var datasets = false

    @OptionGroup var filters: FilterOptions
    @OptionGroup var output: OutputOptions
    @OptionGroup var options: HouseOptions

    func run() async throws {
        let query = try query()
        try await options.withHouse { house in
            let page = try await house.catalogue.search(query)
            try output.show(page) { Self.show(page, quiet: options.quiet) }
        }
    }

    static func show(_ page: ModelPage, quiet: Bool) {
        if quiet { return page.models.forEach { Terminal.say(Terminal.safe($0.name)) } }
        var table = Table("NAME", "SIZE", "FILES", "TASK", "LICENCE", "QUANT", "COMMIT", "KEPT", "GATE")
        for model in page.models {
            table.add(
                model.name, ByteCount(model.sizeBytes).description, "\(model.files)", model.task ?? "-",
                model.license ?? "unknown", model.quantisation ?? "-", String(model.commit.prefix(7)),
                String(model.keptAt.prefix(16)),
                model.quarantined ? "quarantined" : model.verdict?.decision.rawValue ?? "-")
        }
        table.show()
        if page.models.isEmpty { Terminal.complain("nothing is kept that matches; `roost pull` brings a model in") }
        if let next = page.next { Terminal.complain("more: --after '\(next)'") }
    }

    private func query() throws -> ModelQuery {
        var query = ModelQuery()
        query.text = words.isEmpty ? nil : words.joined(separator: " ")
        query.pattern = regex
        query.kind = datasets ? .dataset : .model
        query.license = license
        query.author = filters.author
        query.task = filters.task
        query.library = filters.library
        query.tags = filters.tag
        query.limit = filters.limit ?? 50
        query.cursor = after
        if let sort {
            guard let order = ModelQuery.Order(rawValue: sort) else {
                throw ValidationError("--sort is \(ModelQuery.Order.words), not `\(sort)`")
            }
            query.order = order
        }
        return query
    }
}
