import Foundation
import Scoring
import Wire

/// Facts for tests: a model's repository of which everything is known unless said otherwise.
enum MetricFixture {
    static let commit = String(repeating: "a", count: 40)
    static let asOf = Date(timeIntervalSince1970: 1_790_000_000)

    static func facts(
        model: String = "acme/anvil", card: String? = nil, files: [String: Int64] = [:], texts: [String: String] = [:],
        info: JSONValue = [:], commits: [CommitFact] = [], datasets: [DatasetFact] = [], code: [CodeFact] = [],
        parents: [ParentFact] = [], owner: Captured<OwnerFact> = .unavailable("not asked")
    ) -> Facts {
        var all = texts
        all["README.md"] = card
        var sizes = files
        for (path, text) in all { sizes[path] = sizes[path] ?? Int64(text.utf8.count) }
        let listed = sizes.sorted { $0.key < $1.key }.map { FileFact(path: $0.key, size: $0.value, identity: "0") }
        return Facts(
            model: model, kind: "model", commit: commit, source: "test", asOf: asOf, info: .known(info),
            commits: .known(commits), files: .known(listed), texts: all.mapValues { .known($0) }, datasets: datasets,
            code: code, parents: parents, owner: owner)
    }

    /// A model of the sample Hub as its folder tells it, with its data sets.
    static func sample(_ name: String, datasets: [String] = [], asOf: Date = asOf) throws -> Facts {
        let (files, texts) = try folder("Samples/hub/\(name)")
        let sets = try datasets.map { set in
            let (_, texts) = try folder("Samples/hub/datasets/\(set)")
            return DatasetFact(name: set, info: .known(["gated": false]), card: .known(texts["README.md"] ?? ""))
        }
        return Facts(
            model: name, kind: "model", commit: commit, source: "sample Hub", asOf: asOf, info: .known([:]),
            commits: .known([CommitFact(id: commit, authors: ["roost"], title: "Add the sample", date: asOf)]),
            files: .known(files), texts: texts.mapValues { .known($0) }, datasets: sets,
            owner: .unavailable("the Hub does not say"))
    }

    private static func folder(_ path: String) throws -> ([FileFact], [String: String]) {
        let folder = root.appending(path: path)
        var files: [FileFact] = []
        var texts: [String: String] = [:]
        for name in try FileManager.default.subpathsOfDirectory(atPath: folder.path).sorted() {
            let bytes = try Data(contentsOf: folder.appending(path: name))
            files.append(FileFact(path: name, size: Int64(bytes.count), identity: "0"))
            if bytes.count < 1 << 20, let text = String(validating: bytes, as: UTF8.self) { texts[name] = text }
        }
        return (files, texts)
    }

    private static var root: URL {
        var folder = URL(filePath: #filePath).deletingLastPathComponent()
        while folder.path != "/", !FileManager.default.fileExists(atPath: folder.appending(path: "Package.swift").path)
        {
            folder.deleteLastPathComponent()
        }
        return folder
    }
}

extension MetricResult {
    /// The answer to one of its questions.
    func probe(_ id: String) -> ProbeResult? { probes.first { $0.id == id } }
}
