import Domain
import Sandbox
import Wire

extension SandboxReport {
    init(_ outcome: SandboxOutcome) {
        var code: Int?
        var signal: Int?
        var limit: String?
        switch outcome.exit {
        case .exited(let number): code = Int(number)
        case .signalled(let number): signal = Int(number)
        case .stopped(let which): limit = which.rawValue
        }
        self.init(
            exitCode: code, signal: signal, limit: limit, output: outcome.output.text, errors: outcome.errors.text,
            outputTruncated: outcome.output.isTruncated, errorsTruncated: outcome.errors.isTruncated,
            wallMs: Int(outcome.usage.wall.milliseconds), cpuMs: outcome.usage.cpu.map { Int($0.milliseconds) },
            memoryPeakBytes: outcome.usage.memoryPeak?.bytes, memoryBound: outcome.usage.memoryBound.rawValue,
            files: outcome.files.map { File(path: $0.path, bytes: $0.size.bytes) },
            leftOut: outcome.leftOut.map { LeftOut(path: $0.path, reason: $0.reason) })
    }
}
