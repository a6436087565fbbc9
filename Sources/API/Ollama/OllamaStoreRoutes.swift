package import Access
import Domain
package import Engines
import HTTPTypes
import Hummingbird
package import Jobs
package import Registry
import Wire

/// Models through Ollama's API: got, made, named anew, let go.
package struct OllamaStoreRoutes: Sendable {
    /// What the house does for these routes.
    package struct Work: Sendable {
        let maker: ModelMaker
        let uploads: UploadedBlobs
        let queue: JobQueue
        let pull: @Sendable (PullRequest, Identity) async throws -> Job
        /// Removes a kept model.
        let remove: @Sendable (String) async throws -> Void

        package init(
            maker: ModelMaker, uploads: UploadedBlobs, queue: JobQueue,
            pull: @escaping @Sendable (PullRequest, Identity) async throws -> Job,
            remove: @escaping @Sendable (String) async throws -> Void
        ) {
            self.maker = maker
            self.uploads = uploads
            self.queue = queue
            self.pull = pull
            self.remove = remove
        }
    }

    private let work: Work
    private let audit: any Access.AuditRecording

    package init(work: Work, audit: any Access.AuditRecording) {
        self.work = work
        self.audit = audit
    }

    package func addRoutes(to router: RouteTable) {
        router.post(Paths.ollamaPull, needs: .upload, records: .service, refuses: .ollama) { request, context in
            try await OllamaAnswers.answering(context) { try await pull(try await request.questionFields(), context) }
        }
        router.post(Paths.ollamaCreate, needs: .upload, records: .service, refuses: .ollama) { request, context in
            try await OllamaAnswers.answering(context) { try await create(try await request.questionFields(), context) }
        }
        router.post(Paths.ollamaCopy, needs: .upload, records: .service, refuses: .ollama) { request, context in
            try await OllamaAnswers.answering(context) {
                let fields = try await request.questionFields()
                guard let source = fields["source"]?.string, let name = fields["destination"]?.string else {
                    throw Problem(.badRequest, "source and destination are required")
                }
                try await work.maker.copy(OllamaModel.plain(source), to: OllamaModel.plain(name))
                try await record("model.make", name, context)
                return Response(status: .ok)
            }
        }
        router.delete(Paths.ollamaDelete, needs: .upload, records: .service, refuses: .ollama) { request, context in
            try await OllamaAnswers.answering(context) { try await delete(try await request.questionFields(), context) }
        }
        addBlobs(to: router)
    }

    private func addBlobs(to router: RouteTable) {
        router.head(Paths.ollamaBlob, needs: .upload, refuses: .ollama) { _, context in
            let digest = try Self.digest(context)
            return Response(status: try work.uploads.file(digest) == nil ? .notFound : .ok)
        }
        router.post(Paths.ollamaBlob, needs: .upload, records: .route("blob.upload"), refuses: .ollama) {
            request, context in
            try await OllamaAnswers.answering(context) {
                let isNew = try await work.uploads.receive(try Self.digest(context), request.body)
                return Response(status: isNew ? .created : .ok)
            }
        }
    }

    private static func digest(_ context: AccessContext) throws -> Digest {
        let text = try context.parameters.require("digest")
        guard text.hasPrefix("sha256:"), let digest = Digest(text) else {
            throw Problem(.badRequest, "a digest is sha256: and 64 hexadecimal digits")
        }
        return digest
    }

    private func delete(_ fields: [String: JSONValue], _ context: AccessContext) async throws -> Response {
        let name = try OllamaModel.name(fields)
        if try await !work.maker.remove(name) {
            // What came from a Hub is more than a name for it.
            guard context.identity.allows(.admin) else {
                throw Problem(.forbidden, "`\(name)` is a kept model: only an administrator removes it")
            }
            try await work.remove(name)
        }
        try await record("model.remove", name, context)
        return Response(status: .ok)
    }

    private func create(_ fields: [String: JSONValue], _ context: AccessContext) async throws -> Response {
        let wish = try ModelMaking(ollama: fields)
        return try await OllamaProgress.answer(isStreamed: fields["stream"]?.bool ?? true, context) { tell in
            try await work.maker.make(wish) { try await tell(["status": .string($0)]) }
            try await record("model.make", wish.name, context)
        }
    }

    /// A pull as Ollama tells it. Who goes away leaves it running: it is a job.
    private func pull(_ fields: [String: JSONValue], _ context: AccessContext) async throws -> Response {
        let name = try OllamaModel.name(fields)
        let job = try await work.pull(PullRequest(reference: name), context.identity)
        return try await OllamaProgress.answer(isStreamed: fields["stream"]?.bool ?? true, context) { tell in
            try await tell(["status": "pulling manifest"])
            var phase = "pulling manifest"
            for try await event in work.queue.watch(job.id, after: 0) {
                switch event.content {
                case .phase(let text):
                    phase = text
                    try await tell(["status": .string(text)])
                case .progress(let progress):
                    try await tell(Self.line(phase, progress))
                case .state(let state, let problem):
                    if state == .completed {
                        // What is small came between two looks: the last line says how much it was.
                        let whole = try await work.queue.job(job.id).progress
                        return try await tell(Self.line(phase, whole))
                    }
                    guard state.isEnded || state == .paused else { continue }
                    throw problem ?? Problem(.cancelled, "the job \(job.id) was \(state)")
                case .log: continue
                }
            }
        }
    }

    private static func line(_ phase: String, _ progress: JobProgress) -> JSONValue {
        var line: [String: JSONValue] = ["status": .string(phase), "completed": .integer(progress.completed)]
        line["total"] = progress.total.map { .integer($0) }
        return .object(line)
    }

    private func record(_ action: AuditAction, _ name: String, _ context: AccessContext) async throws {
        try await audit.record(context.identity, action, name, detail: nil, outcome: .done, address: context.client)
    }
}
