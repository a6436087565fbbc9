import API
import Domain

/// The only place an address of a page is spelt.
package enum PagePaths {
    package static let overview = "/"
    package static let login = "/login"
    package static let search = "/search"
    /// A repository as a Hub has it.
    package static let offer = "/search/:namespace/:name"
    /// What the gate would say of it.
    package static let vetting = "/search/:namespace/:name/vetting"
    package static let models = "/models"
    package static let model = "/models/:namespace/:name"
    package static let jobs = "/jobs"
    package static let job = "/jobs/:id"
    package static let runtimes = "/runtimes"
    package static let playground = "/playground"
    package static let routing = "/routing"
    package static let requests = "/requests"
    package static let request = "/requests/:id"
    package static let settings = "/settings"
    package static let policy = "/settings/policy"
    package static let hubs = "/settings/hubs"
    package static let users = "/settings/users"
    package static let tokens = "/settings/tokens"
    package static let disk = "/settings/disk"
    package static let audit = "/settings/audit"
    package static let account = "/settings/account"
    package static let appearance = "/settings/appearance"
    /// The contract of the API for people; programs take it from `Paths.openAPI`.
    package static let docs = "/docs"
    static let assets = "/assets"

    /// The page of a kept model; `-` stands for a namespace that is not there.
    package static func model(_ name: String) -> String { fill(model, name) }
    /// The page of a repository on a Hub.
    package static func offer(_ name: String) -> String { fill(offer, name) }
    package static func vetting(_ name: String) -> String { fill(vetting, name) }
    package static func job(_ id: String) -> String { job.replacing(":id", with: PercentCoding.encode(id)) }

    package static func request(_ id: String) -> String { request.replacing(":id", with: PercentCoding.encode(id)) }
    /// The playground with a model or route chosen.
    package static func playground(_ name: String) -> String { "\(playground)?model=\(PercentCoding.encode(name))" }

    private static func fill(_ path: String, _ name: String) -> String {
        let parts = name.split(separator: "/", maxSplits: 1).map { PercentCoding.encode(String($0)) }
        let (namespace, last) = parts.count == 2 ? (parts[0], parts[1]) : ("-", parts.first ?? "-")
        return path.replacing(":namespace", with: namespace).replacing(":name", with: last)
    }
}
