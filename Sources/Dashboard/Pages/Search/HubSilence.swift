import Domain
import Hub

/// A Hub that was not heard, why, and what to do.
struct HubSilence: Sendable {
    let hubName: String
    let why: Markup
    let todo: Markup?

    init(_ hub: HubEndpoint, _ problem: Problem) {
        let isFolder = hub.origin == nil
        hubName = HubName(hub).label
        // Why a folder cannot be read names the folder.
        why = Words.prose(isFolder ? "its folder cannot be read" : problem.message)
        todo = isFolder ? nil : problem.hint.map(Words.sentence)
    }
}
