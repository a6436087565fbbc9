import Domain
package import Hub

extension Settings {
    /// Where an address that somebody else wrote may lead. Throws for a line of `reach.allow` that cannot be read.
    package func reachRules() throws -> ReachRules {
        let permits = try reachAllow.map { line in
            guard let permit = ReachPermit(line) else {
                throw Problem(
                    .badRequest, "`\(line)` in `reach.allow` is no host, domain or network",
                    hint: "write `git.corp.example`, `.corp.example` or `10.1.0.0/16`")
            }
            return permit
        }
        return ReachRules(
            isOffline: isOffline, allowsPrivate: reachesPrivate, allow: permits,
            proxies: ProxyRules(environment: environment))
    }
}
