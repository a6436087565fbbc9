package import Sandbox
import Domain

/// The Python that runs the examples of cards, as it is seen from inside the sandbox.
package struct ExamplePython: Sendable, Hashable {
    package let program: String
    /// `cpython 3.11.2`.
    package let interpreter: String
    /// How many packages it has.
    package let packages: Int
    /// What most examples import and it does not have, by the names that packages are installed by.
    package let missing: [String]

    /// What examples of cards on the Hub import most.
    private static let wanted = ["huggingface_hub", "numpy", "safetensors", "tokenizers", "torch", "transformers"]

    /// Prints the interpreter, and a line for each package: `numpy==2.1.0`.
    static let listing = """
        import importlib.metadata as m, sys
        print(sys.implementation.name, sys.version.split()[0])
        print("\\n".join(sorted({f"{d.metadata['Name']}=={d.version}" for d in m.distributions()})))
        """

    /// Starts it in the sandbox and asks what it has. Throws `Problem` when no example can be run here.
    package static func look(_ settings: ReproduceSettings, in sandbox: any SandboxRunning) async throws
        -> ExamplePython
    {
        let place: PythonPlace
        do {
            place = try PythonPlace(settings)
        } catch {
            throw Problem(.unsupported, error.reason)
        }
        var request = SandboxRequest(place.program, ["-c", listing])
        request.mounts = place.mounts
        request.limits = settings.limits(files: 0)
        request.limits.wall = .seconds(30)
        let outcome = try await sandbox.run(request)
        let lines = outcome.output.text.split(separator: "\n")
        guard outcome.isSuccess, let interpreter = lines.first else {
            let said = outcome.errors.text.split(separator: "\n").last ?? "\(outcome.exit)"
            throw Problem(.unsupported, "`\(place.program)` does not run in the sandbox: \(said.prefix(200))")
        }
        let names = Set(lines.dropFirst().compactMap { $0.split(separator: "=").first.map { plain($0) } })
        return ExamplePython(
            program: place.program, interpreter: String(interpreter.prefix(60)), packages: names.count,
            missing: wanted.filter { !names.contains(plain($0)) })
    }

    /// `Hugging.Face-Hub` is `hugging_face_hub`.
    private static func plain(_ name: some StringProtocol) -> String {
        String(name.lowercased().map { $0 == "-" || $0 == "." ? "_" : $0 })
    }
}
