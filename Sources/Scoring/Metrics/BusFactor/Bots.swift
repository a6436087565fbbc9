/// Machines that make commits.
enum Bots {
    static func contains(name: String, email: String = "") -> Bool {
        let name = LoweredText(name.prefix(100))
        let address = LoweredText(email.prefix(100))
        if name.contains("[bot]") || address.contains("[bot]") { return true }
        let normalised = name.normalised
        if normalised.hasSuffix(" bot") || normalised.hasSuffix("convertbot") || normalised.hasPrefix("bot ") {
            return true
        }
        return names.contains(normalised)
    }

    private static let names: Set<String> = [
        "system", "github actions", "github action", "dependabot", "renovate", "greenkeeper", "pre commit ci",
        "snyk bot",
        "semantic release bot", "travis ci", "circleci", "github", "web flow", "sfconvertbot", "librarian bot",
        "parquet converter", "ci", "bors", "copybara service", "pytorchmergebot", "facebook github bot", "mergify",
        "imgbot", "allcontributors", "codecov", "tensorflower gardener", "tensorflow gardener", "a unique tensorflower",
    ]
}
