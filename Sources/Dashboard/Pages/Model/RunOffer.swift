import API
import Access
import Domain
import Registry

/// What can be done with a kept version to have it run: ask it, or convert it first.
struct RunOffer: Sendable {
    /// The playground with the model chosen.
    let playPath: String?
    let convertCall: String?
    let runName: String?
    let fit: FitWords?

    /// Nil where nothing of it can be done, or not by this visitor.
    init?(_ sight: ModelSight, _ services: ModelServices) async throws {
        guard sight.repository.kind == .model, sight.headline.quarantine == nil,
            let version = try await services.catalogue.version(of: sight.repository, at: sight.address.revision)
        else { return nil }
        let paths = version.files.map { $0.path.text.lowercased() }
        let isGGUF = paths.contains { $0.hasSuffix(".gguf") }
        var play: String?
        var asked: String?
        var words: FitWords?
        if isGGUF, sight.may(.run) {
            let name = version.repository.path + (sight.headline.isCurrent ? "" : "@\(version.commit)")
            let runs = (try? await services.runnable(name)) != nil  // damaged, or no base: `roost run` says which
            play = runs ? PagePaths.playground(name) : nil
            asked = runs ? name : nil
            if runs, let room = await services.room() {
                let need = try await services.need(name)
                words = FitWords(need: need.bytes, wasSeen: need.wasSeen, in: room)
            }
        }
        let converts = !isGGUF && sight.may(.upload) && paths.contains { $0.hasSuffix(".safetensors") }
        playPath = play
        runName = asked
        fit = words
        convertCall = converts ? "POST \(sight.address.api(Paths.convert))" : nil
        if playPath == nil, convertCall == nil { return nil }
    }
}
