package import API
package import Access
import Domain
import FoundationEssentials

extension Settings {
    static let loopback: Set<String> = ["127.0.0.1", "::1", "localhost"]
    static let adminPassword = "ROOST_ADMIN_PASSWORD"
    /// A password and a line break; more is no password file.
    private static let passwordBytes = 4096

    /// Whether only this machine can reach the server.
    package var isLoopback: Bool { Self.loopback.contains(host) }

    /// Whether nobody else is meant to, through a proxy.
    private var isPrivate: Bool { isLoopback && publicAddress == nil }

    /// The names the server lets itself be addressed by, against pages that reach it by a name of their own (DNS rebinding).
    ///
    /// Such a page brings no cookie and no token, so it can do what a visitor without a name can. On loopback, and wherever
    /// such a visitor may do something, only known names are answered; an address in numbers is no name that can be
    /// rebound. Where every visitor needs a credential, any name will do, unless `allowed-hosts` says which.
    package var hosts: AllowedHosts {
        let named = allowedHosts + (site.publicHost.map { [Self.withoutPort($0)] } ?? [])
        let known = AllowedHosts(named, numbers: !isLoopback && allowedHosts.isEmpty) ?? .loopback
        return !isLoopback && allowedHosts.isEmpty && anonymous.isEmpty ? .any : known
    }

    package var site: SiteAddress { SiteAddress(publicAddress: publicAddress, proxies: trustedProxies) }

    /// The password of the first administrator, when `ROOST_ADMIN_PASSWORD` or the file `ROOST_ADMIN_PASSWORD_FILE` names one.
    package func presetPassword() throws -> Password? {
        if let text = environment[Self.adminPassword].nonEmpty { return try Password(new: text, for: .admin) }
        guard let path = environment["\(Self.adminPassword)_FILE"].nonEmpty else { return nil }
        let unreadable = Problem(
            .notFound, "cannot read the password in `\(path)`", hint: "see ROOST_ADMIN_PASSWORD_FILE")
        guard let data = try? Data(contentsOf: URL(filePath: path)),  // told just below
            data.count <= Self.passwordBytes, let text = String(data: data, encoding: .utf8)
        else { throw unreadable }
        let line = text.split(whereSeparator: \.isNewline).first.map(String.init) ?? ""
        return try Password(new: line, for: .admin)
    }

    func checkAddresses() throws {
        guard AllowedHosts(allowedHosts) != nil else {
            throw Problem(
                .badRequest, "`allowed-hosts` holds what is no host name", hint: "write names without port or scheme")
        }
        guard isPrivate || anonymous.isWithin(Permissions([.search, .download, .run])) else {
            throw Problem(
                .forbidden, "refusing to let everyone do `\(anonymous.text)` on `\(publicAddress ?? host)`",
                hint: "`anonymous` may hold search, download and run where others than this machine get to the server")
        }
        guard let publicAddress else { return }
        let isAddress = ["https://", "http://"].contains { publicAddress.hasPrefix($0) }
        guard isAddress, !publicAddress.hasSuffix("/"), site.publicHost.flatMap({ Authority($0) }) != nil,
            publicAddress.split(separator: "/").count == 2
        else {
            throw Problem(
                .badRequest, "`\(publicAddress)` is no public address", hint: "write https://host, without a path")
        }
    }

    private static func withoutPort(_ host: String) -> String { Authority(host)?.host ?? host }
}
