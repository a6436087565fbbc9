package import SystemPackage

extension Settings {
    /// The file of the gate's policy; there need be none.
    package var policyFile: FilePath { policy.map { FilePath($0) } ?? Home(home, environment: environment).policy }

    /// The file of the routes; there need be none.
    package var routesFile: FilePath { Home(home, environment: environment).routes }
}
