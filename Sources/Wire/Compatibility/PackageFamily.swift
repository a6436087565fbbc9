/// The body of `POST /package/ingest-huggingface`.
package struct PackageIngestWish: Codable, Sendable, Hashable {
    package var modelId: String?
    /// Several at once; the answer is then `PackageIngestBatch`.
    package var modelIds: [String]?
    /// A semantic version; found out from the Hub's tags, else `1.0.0`, when absent.
    package var version: String?
    package var description: String?
    /// Thresholds of this one request, by metric: `{"bus_factor": 0.3}`.
    package var thresholds: [String: Double]?
    package var revision: String?
    /// `model` or `dataset`.
    package var repoType: String?
}

/// Why a request of this family was refused.
package struct DetailBody: Codable, Sendable, Hashable {
    package var detail: String

    package init(detail: String) { self.detail = detail }
}

/// The metrics of a package. A metric that is not known stands as 0 here, and by its name in `unknown_metrics`.
package struct PackageMetrics: Codable, Sendable, Hashable {
    package var license: Double
    package var sizeScore: Double
    package var rampUpTime: Double
    package var busFactor: Double
    package var performanceClaims: Double
    package var datasetAndCodeScore: Double
    package var datasetQuality: Double
    package var codeQuality: Double
    package var netScore: Double

    package init(_ assessment: Assessment) {
        let score = { (name: String) in assessment[metric: name]?.score ?? 0 }
        license = score("license")
        sizeScore = score("size_score")
        rampUpTime = score("ramp_up_time")
        busFactor = score("bus_factor")
        performanceClaims = score("performance_claims")
        datasetAndCodeScore = score("dataset_and_code_score")
        datasetQuality = score("dataset_quality")
        codeQuality = score("code_quality")
        netScore = assessment.netScore ?? 0
    }
}

/// A package that was ingested.
package struct PackageIngested: Codable, Sendable, Hashable {
    package var packageId: String
    package var name: String
    package var version: String
    package var modelId: String
    /// Where the package is read from, in this house's store.
    package var s3Path: String
    package var netScore: Double
    package var sizeBytes: Int64
    package var message: String
    package var metrics: PackageMetrics
    /// Metrics that could not be told, with the reason.
    package var unknownMetrics: [String: String]
    package var commit: String
    /// The package of an earlier version that this one follows; nil for the first.
    package var previousPackageId: String?
    /// Bytes that really had to come; what an earlier version shares was not fetched again.
    package var fetchedBytes: Int64?

    package init(
        packageId: String, name: String, version: String, modelId: String, s3Path: String, netScore: Double,
        sizeBytes: Int64, message: String, metrics: PackageMetrics, unknownMetrics: [String: String], commit: String,
        previousPackageId: String?, fetchedBytes: Int64?
    ) {
        self.packageId = packageId
        self.name = name
        self.version = version
        self.modelId = modelId
        self.s3Path = s3Path
        self.netScore = netScore
        self.sizeBytes = sizeBytes
        self.message = message
        self.metrics = metrics
        self.unknownMetrics = unknownMetrics
        self.commit = commit
        self.previousPackageId = previousPackageId
        self.fetchedBytes = fetchedBytes
    }
}

/// What came of each model of a batch.
package struct PackageIngestBatch: Codable, Sendable, Hashable {
    package struct Item: Codable, Sendable, Hashable {
        package var modelId: String
        /// The HTTP status it would have had alone.
        package var status: Int
        package var package: PackageIngested?
        package var detail: String?

        package init(modelId: String, status: Int, package: PackageIngested?, detail: String?) {
            self.modelId = modelId
            self.status = status
            self.package = package
            self.detail = detail
        }
    }

    package var results: [Item]
    package var succeeded: Int
    package var failed: Int

    package init(results: [Item]) {
        self.results = results
        succeeded = results.count { $0.package != nil }
        failed = results.count - succeeded
    }
}

/// A stored package.
package struct PackageEntry: Codable, Sendable, Hashable {
    package var packageId: String
    package var name: String
    package var version: String
    package var modelId: String
    package var commit: String
    package var description: String?
    package var s3Path: String
    package var downloadUrl: String
    package var netScore: Double
    package var sizeBytes: Int64
    package var createdAt: String
    package var createdBy: String
    package var metrics: PackageMetrics?

    package init(
        packageId: String, name: String, version: String, modelId: String, commit: String, description: String?,
        s3Path: String, downloadUrl: String, netScore: Double, sizeBytes: Int64, createdAt: String, createdBy: String,
        metrics: PackageMetrics?
    ) {
        self.packageId = packageId
        self.name = name
        self.version = version
        self.modelId = modelId
        self.commit = commit
        self.description = description
        self.s3Path = s3Path
        self.downloadUrl = downloadUrl
        self.netScore = netScore
        self.sizeBytes = sizeBytes
        self.createdAt = createdAt
        self.createdBy = createdBy
        self.metrics = metrics
    }
}

/// The body of `POST /packages`.
package struct PackageQuery: Codable, Sendable, Hashable {
    package var name: String?
    package var version: String?
    package var regex: String?
    package var offset: Int?
    package var limit: Int?
}
