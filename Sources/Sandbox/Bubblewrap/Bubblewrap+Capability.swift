import Domain
import Glibc

extension Bubblewrap {
    /// Runs `true` confined: only the kernel itself knows what it allows, and under which of its many switches.
    package func capability() async -> SandboxCapability {
        var features: [String] = []
        do {
            let programs = try Self.programs()
            let text = try await Tool(programs.bubblewrap).run(["--version"]).succeeded().text
            guard let version = BubblewrapVersion(text), version >= Self.oldest else {
                throw SandboxError.refused(["bubblewrap is older than \(Self.oldest)"])
            }
            features.append("bubblewrap \(version)")
            let groups = try Self.groups()
            try place.sweep(groups)
            var request = SandboxRequest("/usr/bin/true")
            request.limits.wall = .seconds(30)
            let outcome = try await run(request)
            guard outcome.isSuccess else {
                return SandboxCapability(
                    refusals: ["`true` ended with \(outcome.exit)"], features: features, advice: [])
            }
            features.append("memory: \(outcome.usage.memoryBound.rawValue)")
            features.append(getuid() == 0 ? "a user of its own for each job" : "as user \(getuid())")
            return SandboxCapability(refusals: [], features: features, advice: Self.advice(groups))
        } catch SandboxError.refused(let reasons) {
            return SandboxCapability(refusals: reasons, features: features, advice: Self.hints(for: reasons))
        } catch {
            return SandboxCapability(refusals: [Problem(error).message], features: features, advice: [])
        }
    }

    private static func advice(_ groups: ControlGroups?) -> [String] {
        groups == nil
            ? ["memory is counted every 20 ms; a control group would count it exactly (docs/sandbox.md)"] : []
    }

    /// What usually stands behind the words of the programs.
    private static func hints(for reasons: [String]) -> [String] {
        let text = reasons.joined(separator: "\n")
        if text.contains("bwrap") && text.contains("not installed") || text.contains("older than") {
            return ["apt-get install bubblewrap"]
        }
        if text.contains("namespace") || text.contains("uid map") || text.contains("not permitted") {
            return [
                "the kernel must let this user make user namespaces: `sysctl kernel.unprivileged_userns_clone user.max_user_namespaces "
                    + "kernel.apparmor_restrict_unprivileged_userns`; in a container, its seccomp profile too"
            ]
        }
        return []
    }
}
