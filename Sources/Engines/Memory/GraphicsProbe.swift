import Glibc
import Subprocess
import SystemPackage

/// Asks for the memory of the graphics cards.
package struct GraphicsProbe: Sendable {
    /// Runs `nvidia-smi` with these words and gives what it printed; nil when it failed.
    package typealias Running = @Sendable (_ words: [String]) async -> String?

    private let run: Running
    private static let format = "--format=csv,noheader,nounits"

    package init(run: @escaping Running) { self.run = run }

    /// With the `nvidia-smi` of the path; nil where there is none.
    package init?(environment: [String: String]) {
        let folders = (environment["PATH"] ?? "").split(separator: ":").filter { $0.hasPrefix("/") }
        let programs = folders.map { FilePath(String($0)).appending("nvidia-smi") }
        guard let program = programs.first(where: { access($0.string, X_OK) == 0 }) else { return nil }
        run = { words in
            let arguments = Arguments(words)
            return await Self.withTimeLimit {
                let result = try? await Subprocess.run(  // no driver: no cards
                    .path(program), arguments: arguments, output: .string(limit: 1 << 20), error: .discarded)
                guard let result, result.terminationStatus.isSuccess else { return nil }
                return result.standardOutput
            }
        }
    }

    /// Nil where there are no cards, or what is said of them cannot be read.
    package func look() async -> GraphicsState? {
        guard let cards = await run(["--query-gpu=memory.total,memory.free", Self.format]) else { return nil }
        let processes = await run(["--query-compute-apps=pid,used_memory", Self.format])
        return GraphicsState.parse(cards: cards, processes: processes ?? "")
    }

    private static func withTimeLimit(_ work: @escaping @Sendable () async -> String?) async -> String? {
        await withTaskGroup(of: String?.self) { group in
            group.addTask { await work() }
            group.addTask {
                try? await Task.sleep(for: .seconds(5))  // cancelled: it was quick
                return nil
            }
            defer { group.cancelAll() }
            return await group.next() ?? nil
        }
    }
}
