extension AccessService {
    /// The account of the first start.
    package struct FirstAdministrator: Sendable {
        package let name: UserName
        /// To be shown once; nil when it was given beforehand.
        package let generated: Password?
    }

    /// Makes an administrator where there is no user at all; nil where there is one.
    ///
    /// Two processes may call this at once: one of them makes it.
    package func createFirstAdministrator(
        _ name: UserName = .admin, preset: Password? = nil, by identity: Identity = .system
    ) async throws -> FirstAdministrator? {
        guard try await !hasUsers() else { return nil }
        let generated = preset == nil ? Password.generated() : nil
        guard let password = preset ?? generated else { return nil }
        let hash = try await hash(password)
        return try await write { table in
            guard try !table.hasUsers() else { return nil }
            _ = try table.insert(name, hash, .everything)
            try table.record(identity, "user.add", name.text, detail: Permissions.everything.text)
            return FirstAdministrator(name: name, generated: generated)
        }
    }
}
