import Blobs
import Domain
import Sandbox
import Scoring

/// The tries of one example: as printed, and when that fails once more with the edits that apply.
struct ExampleRun: Sendable {
    let sandbox: any SandboxRunning
    let settings: ReproduceSettings
    let python: PythonPlace
    let stage: SnapshotStage
    let version: KeptVersion

    private typealias NotRun = Reproducer.NotRun

    /// Throws `Reproducer.NotRun` when it could not be told here.
    func execute(
        _ example: CardExample, _ phase: @Sendable (String) async throws -> Void
    ) async throws -> ExecutionFact {
        try await phase("looking at the interpreter")
        let environment = try await environment()
        try await phase("running the example as printed")
        let first = try await attempt(example.code)
        if first.trial == .ran { return fact(.ranAsPrinted, example.code, [], environment, first.outcome) }
        let edits = ExampleEdits(example)
        guard let edited = edits.code else { return fact(.failed, example.code, [], environment, first.outcome) }
        try await phase("running the example again, after \(edits.made.count) edits")
        let second = try await attempt(edited)
        return fact(second.trial == .ran ? .ranAfterEdits : .failed, edited, edits.made, environment, second.outcome)
    }

    private func attempt(_ code: String) async throws -> (trial: ExampleTrial, outcome: SandboxOutcome) {
        try stage.write(code: code)
        let outcome = try await sandbox.run(request(["-u", SnapshotStage.program]))
        let trial = ExampleTrial(outcome, own: ownModules)
        if case .impossible(let why) = trial { throw NotRun(reason: why) }
        return (trial, outcome)
    }

    /// The files stand where it starts, as in a clone of the repository, as links: it may write beside them.
    private static let script = #"cp -rs "$1/." /out || exit 125; shift; exec "$@""#

    private func request(_ arguments: [String]) -> SandboxRequest {
        let words = ["-c", Self.script, "example", SnapshotStage.snapshot(of: version), python.program] + arguments
        var request = SandboxRequest("sh", words)
        request.inputFolder = stage.folder
        request.mounts = python.mounts
        request.limits = settings.limits(files: version.files.count)
        request.environment = [
            "HF_HUB_CACHE": SnapshotStage.cache, "HF_HOME": "/tmp/hf", "HF_HUB_OFFLINE": "1",
            "TRANSFORMERS_OFFLINE": "1", "HF_DATASETS_OFFLINE": "1", "HF_HUB_DISABLE_TELEMETRY": "1",
            "HF_HUB_DISABLE_PROGRESS_BARS": "1", "PYTHONPATH": "/out", "PYTHONDONTWRITEBYTECODE": "1",
            "MPLBACKEND": "Agg",
        ]
        return request
    }

    /// The interpreter and its packages, by a digest: the same digest runs the same libraries.
    private func environment() async throws -> String {
        var look = request(["-c", ExamplePython.listing])
        // However short the time for an example, an interpreter that starts slowly is no reason not to try.
        look.limits.wall = max(look.limits.wall, .seconds(60))
        let outcome = try await sandbox.run(look)
        let lines = outcome.output.text.split(separator: "\n")
        guard outcome.isSuccess, let interpreter = lines.first else {
            let said = outcome.errors.text.split(separator: "\n").last ?? "\(outcome.exit)"
            throw NotRun(reason: "`\(python.program)` does not run in the sandbox: \(said.prefix(200))")
        }
        let digest = ContentHasher.hash(outcome.output.bytes).facts.digest
        return "\(interpreter.prefix(60)), \(lines.count - 1) packages, sha256:\(digest.hex)"
    }

    /// What `import` finds beside the example.
    private var ownModules: Set<String> {
        Set(
            version.files.filter { $0.path.text.hasSuffix(".py") }.map { file in
                let first = file.path.segments.first ?? ""
                return String(first.hasSuffix(".py") ? first.dropLast(3) : first)
            })
    }

    private func fact(
        _ outcome: ExecutionFact.Outcome, _ code: String, _ edits: [String], _ environment: String,
        _ run: SandboxOutcome
    ) -> ExecutionFact {
        let code32: Int32? = if case .exited(let number) = run.exit { number } else { nil }
        return ExecutionFact(
            outcome: outcome, code: code, edits: edits, environment: environment, exitCode: code32,
            seconds: ((run.usage.wall / .milliseconds(1)).rounded() / 1000),
            output: Self.legible(run.output.text) + Self.legible(run.errors.text))
    }

    /// The end of what it printed, without what moves a terminal's cursor.
    private static func legible(_ text: String) -> String {
        let kept = text.suffix(1000).unicodeScalars.map { scalar in
            (scalar.value < 32 && scalar != "\n" && scalar != "\t") || (127..<160).contains(scalar.value)
                ? "\u{FFFD}" : scalar
        }
        return String(String.UnicodeScalarView(kept))
    }
}
