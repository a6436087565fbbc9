/// What is known of a model on a Hub; what is not known is absent.
package struct HubModelInfo: Codable, Sendable, Hashable {
    package var id: String
    package var name: String
    package var description: String?
    package var pipelineTag: String?
    package var library: String?
    package var license: String?
    package var tags: [String]
    package var downloads: Int64?
    package var likes: Int64?
    package var created: String?
    package var modified: String?
    package var `private`: Bool?
    package var gated: Bool
    package var config: JSONValue?
    /// Bytes of one loadable set of weights; never a count of parameters.
    package var sizeBytes: Int64?
    package var sizeMb: Double?
    package var architecture: String?
    package var parameters: Int64?
    package var modelCard: String?
    /// The Hub that said so.
    package var hub: String

    package init(id: String, name: String, tags: [String], gated: Bool, hub: String) {
        self.id = id
        self.name = name
        self.tags = tags
        self.gated = gated
        self.hub = hub
    }
}

/// One result of a search.
package struct HubModelHit: Codable, Sendable, Hashable {
    package var modelId: String
    /// How much of the query stands in the name (whole) and in the tags (half): 0…1.
    package var score: Double
    package var modelInfo: HubModelInfo
    /// What was measured here: the net score and its metrics; absent when it was never vetted.
    package var performance: [String: Double]?
    /// By device class, 0…1; absent when the size is not known.
    package var compatibility: [String: Double]?

    package init(modelId: String, score: Double, modelInfo: HubModelInfo) {
        self.modelId = modelId
        self.score = score
        self.modelInfo = modelInfo
    }
}

/// The answer of a search.
package struct HubModelHits: Codable, Sendable, Hashable {
    package var results: [HubModelHit]
    package var total: Int
    package var query: String
    package var unreachable: [UnreachableHub]

    package init(results: [HubModelHit], query: String, unreachable: [UnreachableHub]) {
        self.results = results
        total = results.count
        self.query = query
        self.unreachable = unreachable
    }
}

/// What could be meant by the first letters of a name.
package struct HubModelSuggestions: Codable, Sendable, Hashable {
    package struct Suggestion: Codable, Sendable, Hashable {
        package var id: String
        package var label: String
        package var pipelineTag: String?
        package var downloads: Int64?

        package init(id: String, label: String, pipelineTag: String?, downloads: Int64?) {
            self.id = id
            self.label = label
            self.pipelineTag = pipelineTag
            self.downloads = downloads
        }
    }

    package var suggestions: [Suggestion]

    package init(suggestions: [Suggestion]) { self.suggestions = suggestions }
}

/// Everything of one model on a Hub.
package struct HubModelDetails: Codable, Sendable, Hashable {
    /// `available` on a Hub, `kept` here too.
    package var status: String
    package var modelInfo: HubModelInfo
    /// What was measured here: the net score and its metrics; absent when it was never vetted.
    package var performance: [String: Double]?
    package var compatibility: [String: Double]?
    package var downloadAvailable: Bool
    package var testAvailable: Bool

    package init(
        status: String, modelInfo: HubModelInfo, performance: [String: Double]?, compatibility: [String: Double]?,
        downloadAvailable: Bool, testAvailable: Bool
    ) {
        self.status = status
        self.modelInfo = modelInfo
        self.performance = performance
        self.compatibility = compatibility
        self.downloadAvailable = downloadAvailable
        self.testAvailable = testAvailable
    }
}

/// What is kept, counted.
package struct HubModelStats: Codable, Sendable, Hashable {
    package var totalModels: Int
    package var totalSizeBytes: Int64
    package var byArchitecture: [String: Int]
    package var byTask: [String: Int]

    package init(totalModels: Int, totalSizeBytes: Int64, byArchitecture: [String: Int], byTask: [String: Int]) {
        self.totalModels = totalModels
        self.totalSizeBytes = totalSizeBytes
        self.byArchitecture = byArchitecture
        self.byTask = byTask
    }
}

/// Kept models that fit a task, by what was measured of them.
package struct HubModelRecommendations: Codable, Sendable, Hashable {
    package struct Item: Codable, Sendable, Hashable {
        package var modelId: String
        /// The net score of its assessment, or the score of the wanted device where one is named.
        package var score: Double
        package var reason: String
        package var sizeBytes: Int64
        package var license: String?

        package init(modelId: String, score: Double, reason: String, sizeBytes: Int64, license: String?) {
            self.modelId = modelId
            self.score = score
            self.reason = reason
            self.sizeBytes = sizeBytes
            self.license = license
        }
    }

    package struct Context: Codable, Sendable, Hashable {
        package var taskType: String
        package var hardware: String?
        package var performance: String
        /// Kept models of this task.
        package var considered: Int
        /// Of those, how many were never assessed and so cannot be recommended.
        package var unmeasured: Int

        package init(taskType: String, hardware: String?, performance: String, considered: Int, unmeasured: Int) {
            self.taskType = taskType
            self.hardware = hardware
            self.performance = performance
            self.considered = considered
            self.unmeasured = unmeasured
        }
    }

    package var recommendations: [Item]
    package var context: Context

    package init(recommendations: [Item], context: Context) {
        self.recommendations = recommendations
        self.context = context
    }
}

/// What came of asking for a download.
package struct HubModelDownload: Codable, Sendable, Hashable {
    /// `queued` or `kept`.
    package var status: String
    package var modelId: String
    package var jobId: String?

    package init(status: String, modelId: String, jobId: String?) {
        self.status = status
        self.modelId = modelId
        self.jobId = jobId
    }
}

/// The body of a download.
package struct HubModelWish: Codable, Sendable, Hashable {
    package var modelId: String
}
