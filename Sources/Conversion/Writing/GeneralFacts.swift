import Domain
import Hub
import Registry
import Wire

/// What a file says of its model whatever the family: names, licence, origin, how it is best asked.
///
/// Names come from the repository. llama.cpp's own converter also guesses a base name, a version and a fine-tune from the words of
/// the folder's name; guesses are not written.
struct GeneralFacts: Sendable {
    let repository: RepositoryID
    let card: ModelCard?
    /// `generation_config.json`.
    let generation: JSONTree?

    static func read(_ files: SourceFiles) async throws -> GeneralFacts {
        let readme = try await files.bytes("README.md")
        let generation = try? await files.tree("generation_config.json")  // many are no JSON; it does without
        return GeneralFacts(
            repository: files.version.repository, card: readme.map { ModelCard($0) }, generation: generation)
    }

    func describe(parameters: Int64, into metadata: inout Metadata) {
        metadata.add("general.type", text: "model")
        describeSampling(into: &metadata)
        metadata.add("general.name", text: card?.frontMatter?["model_name"]?.string ?? Self.title(repository.name))
        // `local` is where models without a maker are kept.
        if let namespace = repository.namespace, namespace != "local" {
            metadata.add("general.organization", text: Self.title(namespace))
        }
        metadata.add("general.size_label", text: SizeLabel.text(parameters))
        guard let card else { return }
        let facts = [
            ("license", card.license), ("license.name", card.licenseName), ("license.link", card.licenseLink),
        ]
        for (key, value) in facts { if let value { metadata.add("general.\(key)", text: value) } }
        describe(card.baseModels, "base_model", into: &metadata)
        describe(card.datasets, "dataset", into: &metadata)
        let tags = card.tags + (card.pipelineTag.map { [$0] } ?? [])
        if !tags.isEmpty { metadata.add("general.tags", .texts(tags.map { Array($0.utf8) })) }
        let languages = card.languages
        if !languages.isEmpty { metadata.add("general.languages", .texts(languages.map { Array($0.utf8) })) }
    }

    /// Names of repositories that the card gives; those with an owner have an address.
    private func describe(_ names: [String], _ kind: String, into metadata: inout Metadata) {
        guard !names.isEmpty else { return }
        let known = names.prefix(100)
        metadata.add("general.\(kind).count", size: Int64(known.count))
        for (index, name) in known.enumerated() {
            let key = "general.\(kind).\(index)"
            guard let id = RepositoryID(name) else {
                metadata.add("\(key).name", text: name)
                continue
            }
            metadata.add("\(key).name", text: Self.title(id.name))
            guard let namespace = id.namespace else { continue }
            metadata.add("\(key).organization", text: Self.title(namespace))
            metadata.add("\(key).repo_url", text: "https://huggingface.co/\(id.path)")
        }
    }

    private func describeSampling(into metadata: inout Metadata) {
        guard let generation else { return }
        if let top = generation["top_k"]?.integer.flatMap(Int32.init(exactly:)) {
            metadata.add("general.sampling.top_k", .signed(top))
        }
        let numbers = [
            ("top_p", "top_p"), ("min_p", "min_p"), ("temperature", "temp"), ("repetition_penalty", "penalty_repeat"),
        ]
        for (source, target) in numbers {
            if let number = generation[source]?.number {
                metadata.add("general.sampling.\(target)", .float(Float(number)))
            }
        }
    }

    /// `tiny-writer` is `Tiny Writer`; versions and words with capitals stay as they are.
    static func title(_ name: String) -> String {
        name.replacing("-", with: " ").split(whereSeparator: \.isWhitespace).map { word in
            let isLower = word.contains(where: \.isLowercase) && !word.contains(where: \.isUppercase)
            let isVersion = word.wholeMatch(of: /v\d+(?:\.\d+)*|\d.*/) != nil
            return isLower && !isVersion ? titled(word) : String(word)
        }.joined(separator: " ")
    }

    /// Every run of letters begins with a capital.
    private static func titled(_ word: Substring) -> String {
        var text = ""
        var isInside = false
        for character in word {
            text += isInside || !character.isLetter ? String(character) : character.uppercased()
            isInside = character.isLetter
        }
        return text
    }
}
