import API
import Access
import Domain
import Registry
import Scoring

/// What the house asks of a model, and its editor.
struct PolicyPage: Page {
    struct Preset: Sendable {
        let presetName: String
        let presetAbout: String
        let presetText: String
        let standard: Bool
    }

    struct Values: Sendable {
        let tabs: [SettingsTab.Link]
        let name: String
        let about: String?
        let digest: String
        let digestStart: String
        /// Nil for the built-in preset.
        let file: String?
        let place: String?
        let problem: String?
        /// Whether the visitor may change it, and it can be changed here.
        let isEditable: Bool
        let isAdmin: Bool
        let fixed: String?
        let text: String
        /// What the editor begins with: the file, right or wrong.
        let draft: String
        let tag: String
        let presets: [Preset]
    }

    let path = PagePaths.policy
    let need = SettingsTab.policy.need
    let policies: PolicyStore

    func content(for visit: PageVisit) async throws -> PageContent {
        let loaded = try await policies.current()
        let draft = try await policies.draft()
        let isAdmin = visit.identity.allows(.admin)
        let values = Values(
            tabs: SettingsTab.policy.row(for: visit.identity), name: loaded.policy.name,
            about: loaded.policy.about.isEmpty ? nil : loaded.policy.about, digest: loaded.digest,
            digestStart: String(loaded.digest.prefix(12)),
            file: loaded.file.map { isAdmin ? $0 : String($0.split(separator: "/").last ?? "") },
            place: isAdmin ? draft.path : nil, problem: loaded.problem?.message,
            isEditable: isAdmin && draft.obstacle == nil, isAdmin: isAdmin, fixed: isAdmin ? draft.obstacle : nil,
            text: loaded.text, draft: Self.forTextarea(draft.text), tag: draft.tag,
            presets: try PolicyPreset.allCases.map {
                Preset(
                    presetName: $0.rawValue, presetAbout: try $0.policy.about, presetText: Self.forTextarea($0.text),
                    standard: $0 == .standard)
            })
        return SettingsTab.policy.page("settings-policy", values, script: isAdmin ? "policy.js" : nil)
    }

    /// A browser drops the first line break of a textarea and of a `pre`.
    private static func forTextarea(_ text: String) -> String { text.hasPrefix("\n") ? "\n" + text : text }
}
