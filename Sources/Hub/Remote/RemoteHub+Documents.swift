package import Domain
package import Wire

extension RemoteHub {
    package func document(_ repository: RepositoryID, revision: Revision) async throws -> JSONValue {
        let location = try required(endpoint.info(repository, revision: revision))
        return try await json(location, about: .revision(repository, revision.name)).value
    }

    package func owner(_ namespace: String) async throws -> RepositoryOwner? {
        guard RepositoryID.isValidPart(namespace) else { return nil }
        for isOrganisation in [true, false] {
            let location = try required(endpoint.owner(namespace, isOrganisation: isOrganisation))
            do {
                let answer = try await json(location, about: .owner(namespace)).value
                return RepositoryOwner(json: answer, name: namespace, isOrganisation: isOrganisation)
            } catch HubError.serverError(_, 404, _) {
                continue
            }
        }
        return nil
    }
}
