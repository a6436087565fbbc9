import Domain
import Hub

extension Puller {
    /// Asks the Hubs what a reference means today, and chooses the files.
    ///
    /// A commit whose list of files is known already costs one request; a new one costs the pages of its tree as well.
    func plan(_ request: PullRequest) async throws -> PullPlan {
        let reference = try ModelReference(parsing: request.reference)
        switch reference {
        case .folder(let path):
            let repository = try RepositoryID.local(path.split(separator: "/").last.map(String.init) ?? path)
            return try await plan(repository, .main, on: hubs.folder(path, as: repository), request, reference: nil)
        case .repository(let named):
            let kind = request.kind.flatMap(RepositoryKind.init) ?? named.id.kind
            guard let id = RepositoryID(named.id.path, kind: kind) else {
                throw RegistryError.notKept(request.reference)
            }
            return try await firstAnswer(request.hub ?? named.hub, id) { hub in
                try await plan(id, named.revision ?? .main, on: hub, request, reference: named)
            }
        }
    }

    /// The first Hub that has the repository. When none has, what each said; a Hub that could not be asked may well have it, so
    /// the answer is "not found" only when all of them said so.
    private func firstAnswer(
        _ address: String?, _ id: RepositoryID, _ ask: (any HubReading) async throws -> PullPlan
    ) async throws -> PullPlan {
        if let address { return try await ask(try hubs.hub(at: address)) }
        var problems: [Problem] = []
        for hub in hubs.standard {
            do {
                return try await ask(hub)
            } catch {
                let problem = Problem(error)
                guard [.notFound, .unreachable, .offline, .unauthorized].contains(problem.code) else { throw error }
                problems.append(problem)
            }
        }
        if let clear = problems.first(where: { $0.code != .unreachable && $0.code != .offline }), problems.count == 1 {
            throw clear
        }
        let answers = problems.map(\.message).joined(separator: "; ")
        let unasked = problems.filter { [.unreachable, .offline].contains($0.code) }
        let telling = unasked.first ?? problems.first { $0.code == .notFound } ?? problems.first
        let blind = unasked.isEmpty || unasked.count == problems.count ? "" : ", and not every one could be asked"
        throw Problem(
            telling?.code ?? .unreachable, "no Hub could give `\(id)`\(blind): \(answers)",
            hint: telling?.hint ?? "name a Hub with `--hub`")
    }

    private func plan(
        _ id: RepositoryID, _ revision: Revision, on asked: any HubReading, _ request: PullRequest,
        reference: RepositoryReference?
    ) async throws -> PullPlan {
        let hub = RememberingHub(asked)
        let info = try await hub.info(id, revision: revision)
        let repository = info.id
        guard let commit = info.commit else {
            throw Problem(.upstream, "`\(hub.endpoint)` names no commit for `\(id)`", hint: "its answer lacks `sha`")
        }
        let named = reference?.path.map { [$0.text] } ?? []
        let choice = try FileChoice(
            include: request.include + named, exclude: request.exclude, quantisation: reference?.quantisation,
            everything: request.everything)
        let plan = { (files: [RemoteFile]) in
            let selection = try Selection(
                from: files.map { SelectableFile(path: $0.path, size: $0.content.size) }, choice: choice, memory: memory
            )
            guard !selection.files.isEmpty else { throw RegistryError.nothingChosen(repository: repository.path) }
            return PullPlan(
                hub: hub, repository: repository, commit: commit, revision: revision, info: info, files: files,
                selection: selection)
        }
        // The list kept from an earlier pull is enough to see that nothing has to come; what has to come is asked for anew,
        // since a list that was wrong once must not be believed for ever.
        let listed = try await catalogue.listing(of: repository, at: commit)
        if !listed.isEmpty {
            let kept = try plan(listed)
            let known = try await catalogue.facts(of: kept.chosen.map(\.content.identity))
            if try await catalogue.shown(kept, known: known) != nil { return kept }
        }
        return try plan(try await hub.tree(repository, commit: commit))
    }
}
