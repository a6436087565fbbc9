/// Where every route stands: the only place a path is spelt.
package enum Paths {
    package static let hub = "/hub"
    package static let health = "/healthz"
    package static let ready = "/readyz"
    package static let metrics = "/metrics"
    package static let models = "/api/v1/models"
    package static let model = "/api/v1/models/:namespace/:name"
    package static let package = "/api/v1/models/:namespace/:name/package"
    package static let pulls = "/api/v1/pulls"
    package static let jobs = "/api/v1/jobs"
    package static let job = "/api/v1/jobs/:id"
    package static let jobEvents = "/api/v1/jobs/:id/events"
    package static let jobCancel = "/api/v1/jobs/:id/cancel"
    package static let hubSearch = "/api/v1/hub/search"
    package static let disk = "/api/v1/disk"
}
