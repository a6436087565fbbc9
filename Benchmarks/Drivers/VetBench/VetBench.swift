import FoundationEssentials
import Glibc
import Hub
import Scoring
import SystemPackage
import Wire

/// How long all metrics take: `VetBench SOURCE COUNT` reads a model's folder or a file of
/// saved facts, assesses it COUNT times one after the other
/// and COUNT times at once, and prints `score METRIC|SCORE|REASON`, `row WHAT|MILLISECONDS AT THE MEDIAN|AT 99 %`.
@main
struct VetBench {
    let facts: Facts
    let evaluator = Evaluator.standard
    let context = MetricContext()

    static func main() async throws {
        let words = CommandLine.arguments
        guard words.count == 3, let count = Int(words[2]), count >= 1 else {
            print("usage: VetBench FOLDER|FACTS.json COUNT")
            exit(2)
        }
        let bench = VetBench(
            facts: words[1].hasSuffix(".json")
                ? try FactsFile.load(from: FilePath(words[1])).facts : try facts(of: words[1]))
        await bench.printScores()
        await bench.measureOneByOne(count)
        await bench.measureTogether(count)
    }

    private func assess() async -> Assessment {
        await evaluator.assess(facts, context: context, weights: Metrics.defaultWeights)
    }

    private func printScores() async {
        let assessment = await assess()
        for metric in assessment.metrics {
            let score = metric.score.map { "\($0)" } ?? metric.status.rawValue
            print("score \(metric.name)|\(score)|\(metric.reason)")
        }
        print(
            "score net|\(assessment.netScore ?? 0)|known weight \(assessment.knownWeight), digest \(assessment.digest)")
    }

    private func measureOneByOne(_ count: Int) async {
        var totals: [Double] = []
        var cards: [Double] = []
        var metrics: [String: [Double]] = [:]
        let card = Array((facts.texts["README.md"]?.value ?? "").utf8)
        let clock = ContinuousClock()
        for _ in 0..<count {
            cards.append(clock.measure { _ = ModelCard(card) } / .milliseconds(1))
            let assessment = await assess()
            totals.append(assessment.latencyMs)
            for metric in assessment.metrics { metrics[metric.name, default: []].append(metric.latencyMs) }
        }
        print("row reading the card (\(card.count) bytes)|\(Self.shown(cards))")
        for (name, times) in metrics.sorted(by: { $0.key < $1.key }) { print("row \(name)|\(Self.shown(times))") }
        print("row all metrics, one after the other|\(Self.shown(totals))")
    }

    private func measureTogether(_ count: Int) async {
        let clock = ContinuousClock()
        let start = clock.now
        let digests = await withTaskGroup(of: String.self) { group in
            for _ in 0..<count { group.addTask { await assess().digest } }
            var digests: Set<String> = []
            for await digest in group { digests.insert(digest) }
            return digests
        }
        let each = (clock.now - start) / .milliseconds(1) / Double(count)
        print("row all metrics, \(count) at once, each|\(Self.shown([each]))")
        if digests.count != 1 { print("row different digests|\(digests.count)|\(digests.count)") }
    }

    private static func shown(_ times: [Double]) -> String {
        let sorted = times.sorted()
        let tail = sorted[min(sorted.count - 1, sorted.count * 99 / 100)]
        return "\(micro(sorted[sorted.count / 2]))|\(micro(tail))"
    }

    private static func micro(_ milliseconds: Double) -> Double { (milliseconds * 1000).rounded() / 1000 }

    /// The files of a folder, and the text of the small ones.
    private static func facts(of folder: String) throws -> Facts {
        let manager = FileManager.default
        var files: [FileFact] = []
        var texts: [String: Captured<String>] = [:]
        for path in try manager.subpathsOfDirectory(atPath: folder).sorted() {
            let full = "\(folder)/\(path)"
            let attributes = try manager.attributesOfItem(atPath: full)
            guard attributes[.type] as? FileAttributeType == .typeRegular else { continue }
            let size = (attributes[.size] as? UInt64).map { Int64(clamping: $0) } ?? 0
            files.append(FileFact(path: path, size: size, identity: ""))
            guard size < 1 << 20, let data = manager.contents(atPath: full) else { continue }
            if let text = String(validating: data, as: UTF8.self) { texts[path] = .known(text) }
        }
        let parts = folder.split(separator: "/").suffix(2).joined(separator: "/")
        return Facts(
            model: parts, kind: "model", commit: String(repeating: "0", count: 40), source: "folder",
            asOf: Date(timeIntervalSince1970: 1_700_000_000), info: .unavailable("a folder"),
            commits: .unavailable("a folder has no commits"), files: .known(files), texts: texts)
    }
}
