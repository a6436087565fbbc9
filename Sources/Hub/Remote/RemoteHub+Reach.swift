/// A Hub on the Internet must not send this machine to others of its network; one of this network has its storage here too.
extension RemoteHub {
    /// Throws when a redirect leads where it must not. The answer for a host is remembered, so that each file does not ask again.
    func judge(_ target: WebLocation) async throws {
        guard let reach = settings.reach, target.origin != endpoint.origin else { return }
        if memory.isFamiliar(target.origin) { return }
        // Where clouds answer with credentials is nobody's storage.
        if let literal = IPAddress(target.origin.host), [.metadata, .linkLocal].contains(AddressKind(literal)) {
            throw HubError.redirectRefused(host: endpoint.host, why: "it leads to \(target.origin.host)")
        }
        if try await !isPrivate(by: reach) {
            do {
                _ = try await reach.check(target)
            } catch let error as ReachError {
                throw HubError.redirectRefused(
                    host: endpoint.host, why: "it leads to \(target.origin.host), \(error.reason)")
            }
        }
        memory.noteFamiliar(target.origin)
    }

    /// Whether the Hub itself stands where only a person who named it could have meant it to.
    private func isPrivate(by reach: Reach) async throws -> Bool {
        guard let own = endpoint.location("") ?? endpoint.location("/") else { return false }
        do {
            _ = try await reach.check(own)
            return false
        } catch ReachError.refused {
            return true
        } catch is ReachError {
            return false
        }
    }
}
