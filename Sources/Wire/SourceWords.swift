/// Says where something came from to who need not know the folders of this machine: whoever is no administrator.
package struct SourceWords: Sendable, Hashable {
    /// What the address of a folder begins with.
    static let folder = "file://"

    /// The address of the sample Hub's folder; nil when there is none.
    let samples: String?

    package init(samples: String?) { self.samples = samples }

    /// The address itself where it is no folder's.
    package func words(_ source: String) -> String {
        guard source.hasPrefix(Self.folder) else { return source }
        return source == samples ? "the sample Hub" : "a folder on this machine"
    }

    fileprivate func isTold(_ source: String) -> Bool { !source.hasPrefix(Self.folder) }
}

extension ModelSummary {
    /// - Parameter words: nil for who may know every folder; so with all of these.
    package func told(by words: SourceWords?) -> ModelSummary {
        guard let words else { return self }
        var told = self
        told.source = words.words(source)
        return told
    }
}

extension ModelPage {
    package func told(by words: SourceWords?) -> ModelPage {
        ModelPage(models: models.map { $0.told(by: words) }, next: next)
    }
}

extension VersionSummary {
    package func told(by words: SourceWords?) -> VersionSummary {
        guard let words else { return self }
        var told = self
        told.source = words.words(source)
        return told
    }
}

extension VersionPage {
    package func told(by words: SourceWords?) -> VersionPage {
        var told = self
        told.versions = versions.map { $0.told(by: words) }
        return told
    }
}

extension ModelDetail {
    package func told(by words: SourceWords?) -> ModelDetail {
        var told = self
        told.model = model.told(by: words)
        told.versions = versions.map { $0.told(by: words) }
        return told
    }
}

extension VetReport {
    /// The digest of the assessment stays that of the whole.
    package func told(by words: SourceWords?) -> VetReport {
        guard let words else { return self }
        var told = self
        told.source = words.words(source)
        told.assessment.source = words.words(assessment.source)
        return told
    }
}

extension HubSearchResult {
    package func told(by words: SourceWords?) -> HubSearchResult {
        guard let words else { return self }
        var told = self
        for index in told.models.indices { told.models[index].hub = words.words(models[index].hub) }
        told.unreachable = unreachable.map { silent in
            // Why a folder cannot be read names the folder again.
            words.isTold(silent.hub)
                ? silent : UnreachableHub(hub: words.words(silent.hub), reason: "its folder cannot be read")
        }
        return told
    }
}
