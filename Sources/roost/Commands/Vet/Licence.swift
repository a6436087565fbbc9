import ArgumentParser
import Scoring
import Wire

struct Licence: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Recognise the licence of a text, or of a project's folder (exit 1 when there is none to recognise).")

    @Argument(help: "A file, or the folder of a project.")
    var path: String

    @OptionGroup var output: OutputOptions

    func run() throws {
        let folder = try ProjectFolder(path: path)
        let matches = ProjectLicences(knowledge: try LicenceKnowledge.load()).matches(in: folder)
        try output.show(matches) {
            var table = Table("LICENCE", "SPDX", "CLASS", "CONFIDENCE", "WHERE")
            for match in matches {
                table.add(match.id, match.spdx ?? "-", match.class.words, Self.percent(match.confidence), match.where)
            }
            if !matches.isEmpty { table.show() }
        }
        guard matches.isEmpty else { return }
        Terminal.complain("no licence recognised in \(Terminal.safe(path))")
        throw Exit.Silent(code: .found)
    }

    private static func percent(_ share: Double) -> String { "\(Int((share * 100).rounded(.down)))%" }
}
