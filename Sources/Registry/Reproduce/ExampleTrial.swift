import Domain
import Sandbox

/// What one run of an example means.
enum ExampleTrial: Hashable, Sendable {
    case ran
    case failed
    /// It could not be told here: not the card's fault, or not known to be.
    case impossible(String)

    /// What the layout ends with when it cannot be made; the example has not begun then.
    static let layoutFailed: Int32 = 125

    /// - Parameter own: modules that the repository brings itself.
    init(_ outcome: SandboxOutcome, own: Set<String>) {
        let errors = outcome.errors.text
        switch outcome.exit {
        case .exited(0): self = .ran
        case .stopped(let limit): self = .impossible("it was ended at the \(limit.rawValue) limit of this house")
        case .signalled(let number):
            // Killed from outside, or an instruction this processor lacks; a crash of its own is a failure.
            self = [4, 9].contains(number) ? .impossible("it was ended by signal \(number)") : .failed
        case .exited(Self.layoutFailed) where errors.hasPrefix("cp: "):
            self = .impossible("its files could not be laid out: \(Self.last(errors))")
        case .exited(let code) where code == 126 || code == 127:
            self = .impossible("the interpreter could not be started: \(Self.last(errors))")
        case .exited:
            self = Self.missing(errors, own).map { .impossible($0) } ?? .failed
        }
    }

    /// What the machine lacks, by the last line of the traceback; nil when the code itself is at fault.
    private static func missing(_ errors: String, _ own: Set<String>) -> String? {
        let line = last(errors)
        if let match = line.firstMatch(of: /^ModuleNotFoundError: No module named '([\w.]{1,200})'/) {
            let root = String(match.output.1.split(separator: ".").first ?? "")
            return own.contains(root) ? nil : "this machine's Python has no `\(root)`"
        }
        if errors.contains("ImportError"),
            ["pip install", "not found in your environment"].contains(where: errors.contains)
        {
            return "this machine's Python lacks a library: \(importError(errors))"
        }
        if line.hasPrefix("MemoryError") { return "there was too little memory for it here" }
        if errors.contains("No space left on device") { return "there was too little space for it in the sandbox" }
        if gpu.contains(where: errors.contains) { return "it needs a graphics processor" }
        if network.contains(where: errors.contains) {
            return "it asked for something that is not kept here, and there is no network in the sandbox: \(line)"
        }
        return nil
    }

    /// What an `ImportError` says first; the advice after it can be long.
    private static func importError(_ errors: String) -> String {
        let lines = errors.split(whereSeparator: \.isNewline)
        let start = lines.lastIndex { $0.hasPrefix("ImportError") } ?? lines.startIndex
        let said = lines[start...].map { $0.hasPrefix("ImportError:") ? $0.dropFirst(12) : $0[...] }
        return String((said.first { !$0.allSatisfy(\.isWhitespace) } ?? "").drop { $0 == " " }.prefix(200))
    }

    private static let gpu = [
        "Torch not compiled with CUDA", "Found no NVIDIA driver", "No CUDA GPUs are available",
        "no CUDA-capable device",
    ]

    private static let network = [
        "LocalEntryNotFoundError", "OfflineModeIsEnabled", "Temporary failure in name resolution",
        "Name or service not known", "Network is unreachable", "Max retries exceeded", "ConnectionRefusedError",
        "We couldn't connect to", "HF_HUB_OFFLINE", "offline mode is enabled", "socket.gaierror",
    ]

    private static func last(_ text: String) -> String {
        String((text.split(whereSeparator: \.isNewline).last { !$0.allSatisfy(\.isWhitespace) } ?? "").prefix(200))
    }
}
