import Blobs
import Domain
import Hub
import NIOCore
import Registry
import Wire

/// The card of a converted model: what it was made of and how, under the same licence, and then what its maker says of the model.
///
/// It says nothing of single files, so that it stays the same when another type is added.
struct ConversionCard: Sendable {
    private let base: KeptVersion
    private let target: ConversionTarget

    /// Of the maker's own card.
    private static let mostText = 200_000
    private static let mostBytes: Int64 = 1 << 20

    init(_ base: KeptVersion, target: ConversionTarget) {
        self.base = base
        self.target = target
    }

    func text(in blobs: BlobStore) async throws -> String {
        let card = try await card(in: blobs)
        return try matter(card) + """

            # \(target.repository.name) in GGUF

            `\(base.repository.path)` at commit `\(base.commit.hex)`, converted to GGUF by Roost for llama.cpp and everything built on it.
            Tokenizer and chat template are in each file. Nothing was trained or changed; files with less than sixteen bits round.

            ```console
            $ roost run \(target.repository.path)
            ```

            Licence, intended use and limitations are those of the model it was made of.

            """ + body(card)
    }

    private func card(in blobs: BlobStore) async throws -> ModelCard? {
        guard let file = base.files.first(where: { $0.path.text == "README.md" }) else { return nil }
        let reader = try blobs.open(file.digest)
        let bytes = try await reader.bytes(in: 0..<min(reader.size.bytes, Self.mostBytes))
        return ModelCard(Array(bytes.readableBytesView))
    }

    private func body(_ card: ModelCard?) -> String {
        guard let card, !card.body.isEmpty else { return "" }
        return "\n---\n\nThe card of `\(base.repository.path)`:\n\n\(card.body.prefix(Self.mostText))\n"
    }

    /// JSON is YAML too: values of strangers are written as its texts.
    private func matter(_ card: ModelCard?) throws -> String {
        var lines = ["---", "base_model: \(try quoted(base.repository.path))", "base_model_relation: quantized"]
        let licence = card?.license ?? base.license
        let single = [
            ("license", licence), ("license_name", card?.licenseName), ("license_link", card?.licenseLink),
            ("pipeline_tag", card?.pipelineTag),
        ]
        for (key, value) in single { if let value { lines.append("\(key): \(try quoted(value))") } }
        lines.append("library_name: gguf")
        let many = [
            ("language", card?.languages ?? []), ("datasets", card?.datasets ?? []), ("tags", ["gguf", "llama.cpp"]),
        ]
        for (key, values) in many where !values.isEmpty {
            lines.append("\(key):")
            for value in values.prefix(100) { lines.append("- \(try quoted(value))") }
        }
        return (lines + ["---", ""]).joined(separator: "\n")
    }

    private func quoted(_ text: String) throws -> String { try WireJSON.exactText(text) }
}
