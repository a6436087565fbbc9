/// What somebody may do. `admin` implies all others.
package enum Permission: String, CaseIterable, Hashable, Sendable, Codable {
    /// See what there is: models, jobs, Hubs, figures.
    case search
    /// Read the bytes: packages and files.
    case download
    /// Bring something in, and call off what is on its way.
    case upload
    /// Run models and make artifacts with them.
    case run
    /// Teach models and train new ones.
    case train
    /// Remove, decide, and manage people.
    case admin
}
