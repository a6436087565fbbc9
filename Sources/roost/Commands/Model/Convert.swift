import ArgumentParser
import Domain
import Registry
import Server
import Wire

struct Convert: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Convert a kept model from safetensors to GGUF, and keep the result as a model of its own.",
        discussion: """
            The result is kept as NAME-GGUF, made from NAME at its commit, under the same licence, through the same gate; several types \
            stand side by side there. f32, f16, bf16, q8_0 and q4_0 are made here; q2_k to q6_k by `llama-quantize` of llama.cpp, \
            from $LLAMA_QUANTIZE or the system. Interrupted, nothing of it is seen; asking again begins anew.
            """)

    @Argument(help: "The name of a kept model, with @revision for a version that is not the current one.")
    var model: String

    @Option(name: .long, help: "What its matrices become: f32, f16, bf16, q8_0, q4_0, or such as q4_k_m.")
    var to = "q8_0"

    @Option(name: .long, help: "The name to keep the result under (default: the model's own with -GGUF).")
    var name: String?

    @OptionGroup var output: OutputOptions
    @OptionGroup var options: HouseOptions

    func run() async throws {
        let wanted = try KeptName(model)
        let report: ConversionReport = try await options.withHouse { house in
            let base = try await house.catalogue.resolve(wanted.name, kind: .model)
            let job = try await house.enqueue(
                convert: base, at: wanted.revision, ConversionWish(to: to, name: name))
            let text = try await JobView.follow(job, in: house, quiet: options.quiet)
            return try WireJSON.decode(ConversionReport.self, from: text ?? "{}")
        }
        try output.show(report) { say(report) }
    }

    private func say(_ report: ConversionReport) {
        let size = ByteCount(report.sizeBytes).description
        let how = report.unchanged ? "was kept before" : "made from \(report.base)@\(report.baseCommit.prefix(12))"
        Terminal.say("\(report.model):\(report.quantisation)  \(size)  \(how)")
        if let verdict = report.verdict {
            Terminal.say(
                "gate  \(verdict.decision.rawValue) by `\(verdict.policy)`: \(Terminal.safe(verdict.reason))")
        }
        Terminal.say("run it with `roost run \(report.model):\(report.quantisation)`")
    }
}
