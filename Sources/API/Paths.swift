/// Where every route stands: the only place a path is spelt.
package enum Paths {
    package static let hub = "/hub"
    package static let health = "/healthz"
    package static let ready = "/readyz"
    package static let metrics = "/metrics"
    package static let openAPI = "/openapi.yaml"
    package static let openAPIJSON = "/openapi.json"
    package static let docs = "/docs"
    package static let docsStyle = "/docs/docs.css"
    package static let docsScript = "/docs/docs.js"
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

    // Contracts people already have.
    package static let packageIngest = "/package/ingest-huggingface"
    package static let packages = "/packages"
    package static let packageEntry = "/package/:id"
    package static let packageMetadata = "/package/:id/metadata"
    package static let packageLineage = "/package/:id/lineage"
    package static let packageZip = "/package/:id/download"
    package static let artifactIngest = "/artifact/ingest"
    package static let artifacts = "/artifacts"
    package static let artifactSearch = "/artifacts/search"
    package static let artifactEntry = "/artifact/:id"
    package static let artifactZip = "/artifact/:id/download"
    package static let artifactLicenceCheck = "/artifact/:id/license-check"
    package static let hubModelSearch = "/api/mcp/models/search"
    package static let hubModelComplete = "/api/mcp/models/autocomplete"
    package static let hubModelRecommend = "/api/mcp/models/recommend"
    package static let hubModelDownload = "/api/mcp/models/download"
    package static let hubModelStats = "/api/mcp/models/stats"
    package static let hubModelDetails = "/api/mcp/models/:namespace/:name/details"
    /// Of a name without a namespace, or one whose slash is written `%2F`.
    package static let hubModelDetailsShort = "/api/mcp/models/:namespace/details"

    package static func packageDownload(_ id: String) -> String { packageZip.replacing(":id", with: id) }
    package static func artifactDownload(_ id: String) -> String { artifactZip.replacing(":id", with: id) }
}
