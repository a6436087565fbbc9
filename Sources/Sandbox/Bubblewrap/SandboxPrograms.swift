import SystemPackage

/// The programs that confine, found once in the system's own folders.
struct SandboxPrograms: Hashable, Sendable {
    let bubblewrap: FilePath
    let shell: FilePath
    let setpriv: FilePath
    let prlimit: FilePath
    let timeout: FilePath
    let unshare: FilePath
    let mount: FilePath

    /// Throws `ToolError.missing` for the first that is not there.
    init() throws(ToolError) {
        bubblewrap = try Tool(named: "bwrap").executable
        shell = try Tool(named: "sh").executable
        setpriv = try Tool(named: "setpriv").executable
        prlimit = try Tool(named: "prlimit").executable
        timeout = try Tool(named: "timeout").executable
        unshare = try Tool(named: "unshare").executable
        mount = try Tool(named: "mount").executable
    }
}
