package import Wire

/// The README of a model: what its front matter declares, and its text.
package struct ModelCard: Hashable, Sendable {
    /// One of the Hub's identifiers, as written: they are not SPDX.
    package var license: String?
    /// For `license: other`.
    package var licenseName: String?
    package var licenseLink: String?
    package var languages: [String] = []
    package var libraryName: String?
    package var pipelineTag: String?
    package var tags: [String] = []
    package var datasets: [String] = []
    package var metrics: [String] = []
    package var baseModels: [String] = []
    /// `adapter`, `merge`, `quantized`, `finetune`; nil when the author does not say.
    package var baseModelRelation: String?
    package var newVersion: String?
    /// Declared results, as they stand: `model-index`.
    package var modelIndex: JSONValue?
    /// The whole front matter.
    package var frontMatter: JSONValue?
    /// The Markdown after the front matter.
    package var body: String
    /// Why the front matter could not be read; nil when it could, or when there is none.
    package var problem: String?

    /// Reads a README; never fails, whatever the bytes are.
    package init(_ readme: [UInt8]) {
        let card = CardText(readme)
        body = card.body
        problem = card.problem
        guard let matter = card.frontMatter else { return }
        frontMatter = matter.json
        license = matter["license"]?.texts.first
        licenseName = matter["license_name"]?.text
        licenseLink = matter["license_link"]?.text
        languages = matter["language"]?.texts ?? matter["languages"]?.texts ?? []
        libraryName = matter["library_name"]?.text
        pipelineTag = matter["pipeline_tag"]?.text
        tags = matter["tags"]?.texts ?? []
        datasets = matter["datasets"]?.texts ?? []
        metrics = matter["metrics"]?.texts ?? []
        baseModels = matter["base_model"]?.texts ?? []
        baseModelRelation = matter["base_model_relation"]?.text
        newVersion = matter["new_version"]?.text
        modelIndex = matter["model-index"].map(\.json).flatMap { $0.isNull ? nil : $0 }
    }
    /// The measured results of a `.eval_results/*.yaml` file, as they stand; nil when it is no readable YAML.
    package static func evaluationResults(_ yaml: [UInt8]) -> JSONValue? {
        let node = try? YAMLComposer.compose(String(decoding: yaml, as: UTF8.self))  // unreadable: no results
        return node?.json
    }
}
