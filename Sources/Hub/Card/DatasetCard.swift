package import Wire

/// The README of a dataset: what its front matter declares, and its text.
package struct DatasetCard: Hashable, Sendable {
    package var licenses: [String] = []
    package var licenseName: String?
    package var licenseLink: String?
    package var prettyName: String?
    package var languages: [String] = []
    package var tags: [String] = []
    package var annotationsCreators: [String] = []
    package var languageCreators: [String] = []
    package var sizeCategories: [String] = []
    package var sourceDatasets: [String] = []
    package var taskCategories: [String] = []
    package var taskIDs: [String] = []
    /// Features, splits and sizes, as they stand: `dataset_info`.
    package var info: JSONValue?
    /// Which files belong to which configuration and split, as it stands: `configs`.
    package var configurations: JSONValue?
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
        licenses = matter["license"]?.texts ?? []
        licenseName = matter["license_name"]?.text
        licenseLink = matter["license_link"]?.text
        prettyName = matter["pretty_name"]?.text
        languages = matter["language"]?.texts ?? matter["languages"]?.texts ?? []
        tags = matter["tags"]?.texts ?? []
        annotationsCreators = matter["annotations_creators"]?.texts ?? []
        languageCreators = matter["language_creators"]?.texts ?? []
        sizeCategories = matter["size_categories"]?.texts ?? []
        sourceDatasets = matter["source_datasets"]?.texts ?? []
        taskCategories = matter["task_categories"]?.texts ?? []
        taskIDs = matter["task_ids"]?.texts ?? []
        info = matter["dataset_info"].map(\.json).flatMap { $0.isNull ? nil : $0 }
        configurations = matter["configs"].map(\.json).flatMap { $0.isNull ? nil : $0 }
    }
}
