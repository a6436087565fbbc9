package import Access
import Domain
import Glibc
import Hub

extension House {
    /// Makes the first administrator where there is no user, and refuses to serve others where nobody could sign in.
    ///
    /// On an address that others can reach, a generated password is not enough: it may stand in a log that many read. So
    /// there must be a user before, or a password that was given.
    func prepareAccounts() async throws -> AccessService.FirstAdministrator? {
        let preset = try settings.presetPassword()
        if !settings.isLoopback, preset == nil, try await !access.hasUsers() {
            throw Problem(
                .forbidden,
                "refusing to listen on `\(settings.host)`: this home has no account, so only loopback is served",
                hint: "make one first: `roost user add --first`, or set ROOST_ADMIN_PASSWORD_FILE")
        }
        return try await access.createFirstAdministrator(preset: preset)
    }

    /// Folders of this machine, and Hubs that the house does not ask by itself, only an administrator may name: else whoever
    /// may bring something in could read any file here, and have any service near here asked.
    func requireFamiliar(_ reference: ModelReference, hub: String?, for identity: Identity) throws {
        guard !identity.allows(.admin) else { return }
        var address = hub
        switch reference {
        case .folder:
            throw Problem(
                .forbidden, "only an administrator may bring in a folder of the server's machine",
                hint: "name a repository of a Hub")
        case .repository(let repository): address = hub ?? repository.hub
        }
        guard let address else { return }
        guard let endpoint = HubEndpoint(address), hubs.standard.contains(where: { $0.endpoint == endpoint }) else {
            throw Problem(
                .forbidden, "only an administrator may name a Hub that this house does not ask by itself",
                hint: "leave it out, or have it added to `hubs` in config.yaml")
        }
    }
}

extension Identity {
    /// Whoever runs this program, by the name of their Unix account.
    package static var local: Identity {
        var record = passwd()
        var found: UnsafeMutablePointer<passwd>?
        var buffer = [CChar](repeating: 0, count: 16_384)
        guard getpwuid_r(getuid(), &record, &buffer, buffer.count, &found) == 0, found != nil,
            let name = record.pw_name
        else { return .commandLine("\(getuid())") }
        return .commandLine(String(cString: name))
    }
}
