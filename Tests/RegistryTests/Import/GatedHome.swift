import Blobs
import Domain
import Foundation
import Hub
import Scoring
import SystemPackage
import Testing
import Wire

@testable import Registry

/// A home whose imports pass the real gate under the standard policy, and what they are made of. No Hub is asked.
struct GatedHome: Sendable {
    let gate: GateHome
    let importer: Importer
    let puller: Puller

    static func with(
        _ policy: String? = nil, linked: [any HubReading] = [], _ body: (GatedHome) async throws -> Void
    ) async throws {
        try await GateHome.with(policy) { gate in
            let licences = try LicenceKnowledge.load()
            let vetter = Vetter(
                keeper: gate.keeper, licences: licences,
                capture: FactsCapture(discover: { LinkedNames(from: $0) }, code: nil, now: { CaptureFixture.moment }),
                evaluator: Evaluator(metrics: Metrics.all(licences)), scanner: Scanner())
            let house = GatedHome(
                gate: gate, importer: Importer(catalogue: gate.catalogue, vetter: vetter, hubs: { linked }),
                puller: Puller(
                    catalogue: gate.catalogue, hubs: FixedHubs(standard: [gate.home.hub]), settings: .init(),
                    memory: nil, vetter: vetter))
            try await body(house)
        }
    }

    var home: TestHome { gate.home }

    @discardableResult
    func take(_ path: String, name: String? = nil, quarantine: Bool = false) async throws -> [ImportReport] {
        try await importer.run(
            ImportRequest(path: path, name: name, mode: "copy", quarantine: quarantine), dryRun: false
        ) { _, _, _ in }
    }

    /// Runs `take`, which is to be refused; the refusal.
    func refusal(_ path: String, name: String? = nil) async throws -> GateRefusal {
        try await #require(throws: GateRefusal.self) { try await take(path, name: name) }
    }

    /// A folder with a card one can work with and weights that hold no code; returns where.
    func good(_ name: String) throws -> String {
        try home.write("\(name)/README.md", Array(Self.card.utf8))
        try home.write("\(name)/config.json", Array(#"{"architectures":["OwlModel"],"model_type":"owl"}"#.utf8))
        try home.write("\(name)/model.safetensors", CaptureFixture.safetensors(#""format":"pt""#))
        return "\(home.folder)/\(name)"
    }

    /// The same with a pickle beside the weights that runs a command when it is loaded.
    func bad(_ name: String) throws -> String {
        let folder = try good(name)
        try home.write("\(name)/pytorch_model.bin", Self.pickle)
        return folder
    }

    /// Files that lie in the staging folder of the store; the lock of the session aside.
    var stagedFiles: [String] {
        get throws {
            try FileManager.default.contentsOfDirectory(atPath: "\(home.blobs.root.string)/partial")
                .filter { !$0.hasSuffix(".lock") }
        }
    }

    /// `os.system("true")`, as protocol 0 writes it.
    static let pickle = Array("cos\nsystem\n(S'true'\ntR.".utf8)

    static let card = """
        ---
        license: mit
        pipeline_tag: text-generation
        library_name: transformers
        language: en
        tags: [owl]
        ---
        # Owl

        Owl writes short sentences about the night. It was made to test how models are kept, and it is small enough for that.

        ## Intended uses and limitations

        Intended for tests. It knows nothing of the day, and should not be used to decide anything about people.

        ## How to use

        Install it with `pip install transformers`, then:

        ```python
        from transformers import pipeline
        owl = pipeline("text-generation", model="local/owl")
        print(owl("The night is"))
        ```

        ## Training data

        Ten thousand sentences about owls, collected and read by hand, were used to train the model for three epochs.

        ## Evaluation

        Accuracy on the held-out tenth of the sentences is 0.91; perplexity is 12.
        """
}
