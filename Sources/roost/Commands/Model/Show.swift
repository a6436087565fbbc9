import ArgumentParser
import Domain
import Registry
import Server
import Wire

struct Show: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Show everything known of a kept model.")

    @Argument(help: "The model; @revision for another version.")
    var model: String

    @OptionGroup var output: OutputOptions
    @OptionGroup var options: HouseOptions

    func run() async throws {
        let name = try KeptName(model)
        try await options.withHouse { house in
            let repository = try await house.catalogue.resolve(name.name)
            let detail = try await house.catalogue.detail(of: repository, at: name.revision)
            try output.show(detail) { show(detail) }
        }
    }

    private func show(_ detail: ModelDetail) {
        let model = detail.model
        let facts: [(String, String?)] = [
            ("name", model.name), ("kind", model.kind), ("commit", model.commit), ("revision", model.revision),
            ("source", model.source), ("licence", model.license ?? "unknown"), ("task", model.task),
            ("library", model.library), ("architecture", detail.architecture),
            ("parameters", detail.parameters.map(String.init)), ("context", detail.contextLength.map(String.init)),
            ("quantisation", model.quantisation), ("size", ByteCount(model.sizeBytes).description),
            ("based on", detail.baseModels.isEmpty ? nil : detail.baseModels.joined(separator: ", ")),
            ("datasets", detail.datasets.isEmpty ? nil : detail.datasets.joined(separator: ", ")),
            ("kept", model.keptAt), ("quarantined", model.quarantined ? "yes: not run, mirrored or packaged" : nil),
            ("gate", model.verdict.map { "\($0.decision.rawValue) by `\($0.policy)`: \($0.reason)" }),
        ]
        for (name, value) in facts {
            guard let value else { continue }
            Terminal.say("\(name)\(String(repeating: " ", count: 14 - name.count))\(Terminal.safe(value))")
        }
        Terminal.say("")
        var files = Table("FILE", "SIZE", "SHA-256")
        for file in detail.files {
            files.add(
                file.path, ByteCount(file.sizeBytes).description,
                file.sha256.map { String($0.prefix(16)) } ?? "not kept")
        }
        files.show()
        guard detail.versions.count > 1 else { return }
        Terminal.say("")
        var versions = Table("VERSION", "REVISION", "SIZE", "KEPT", "")
        for version in detail.versions {
            versions.add(
                String(version.commit.prefix(12)), version.revision, ByteCount(version.sizeBytes).description,
                String(version.keptAt.prefix(16)),
                [version.current ? "current" : nil, version.quarantined ? "quarantined" : nil].compactMap(\.self)
                    .joined(separator: ", "))
        }
        versions.show()
    }
}

/// The name of a kept model as typed: `name`, `org/name`, `org/name@revision`.
struct KeptName {
    let name: String
    let revision: Revision?

    init(_ text: String) throws {
        let parts = text.split(separator: "@", maxSplits: 1, omittingEmptySubsequences: false)
        guard RepositoryID(parts[0]) != nil else {
            throw Problem(
                .badRequest, "`\(Terminal.safe(text))` is no model name", hint: "write org/name, or see `roost ls`")
        }
        name = String(parts[0])
        guard parts.count == 2 else {
            revision = nil
            return
        }
        guard let revision = Revision(parts[1]) else {
            throw Problem(.badRequest, "`\(Terminal.safe(String(parts[1])))` is no revision")
        }
        self.revision = revision
    }
}
