import ArgumentParser
import Domain
import Hub
import Registry
import Server
import Wire

struct Search: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Find models on the Hubs, or with --local among those kept.")

    @Argument(help: "What to look for.")
    var words: [String] = []

    @Flag(name: .long, help: "Among the models that are kept.") var local = false
    @Flag(name: .long, help: "Datasets instead of models.") var datasets = false
    @Option(name: .long, help: "trendingScore, downloads, likes, lastModified or createdAt.") var sort: String?
    @Option(name: .long, help: "The Hub to ask, as a URL.") var hub: String?

    @OptionGroup var filters: FilterOptions
    @OptionGroup var output: OutputOptions
    @OptionGroup var options: HouseOptions

    func run() async throws {
        try await options.withHouse(Settings.Flags(hub: hub)) { house in
            if local { return try await searchKept(house) }
            let result = try await house.search(try query(), kind: datasets ? .dataset : .model)
            try output.show(result) { show(result) }
            for missing in result.unreachable {
                Terminal.complain("note: no answer from \(missing.hub): \(missing.reason)")
            }
            if result.models.isEmpty, !result.unreachable.isEmpty { throw Exit.Silent(code: .failed) }
        }
    }

    private func searchKept(_ house: House) async throws {
        var query = ModelQuery()
        query.text = words.isEmpty ? nil : words.joined(separator: " ")
        query.kind = datasets ? .dataset : .model
        query.author = filters.author
        query.task = filters.task
        query.library = filters.library
        query.tags = filters.tag
        query.limit = filters.limit ?? 50
        let page = try await house.catalogue.search(query)
        try output.show(page) { List.show(page, quiet: options.quiet) }
    }

    private func query() throws -> HubQuery {
        var query = HubQuery()
        query.search = words.isEmpty ? nil : words.joined(separator: " ")
        query.author = filters.author
        query.task = filters.task
        query.library = filters.library
        query.tags = filters.tag
        query.limit = filters.limit ?? 20
        if let sort {
            guard let order = HubQuery.Sort(rawValue: sort) else {
                throw ValidationError("--sort does not know `\(sort)`")
            }
            query.sort = order
        }
        return query
    }

    private func show(_ result: HubSearchResult) {
        if options.quiet { return result.models.forEach { Terminal.say(Terminal.safe($0.id)) } }
        var table = Table("NAME", "TASK", "LIBRARY", "LICENCE", "DOWNLOADS", "LIKES", "GATED", "HUB")
        for model in result.models {
            table.add(
                model.id, model.task ?? "-", model.library ?? "-", model.license ?? "unknown",
                model.downloads.map(String.init) ?? "-", model.likes.map(String.init) ?? "-", model.gated ? "yes" : "-",
                model.hub)
        }
        table.show()
        if result.models.isEmpty, result.unreachable.isEmpty { Terminal.complain("no Hub has a model that matches") }
    }
}
