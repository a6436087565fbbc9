import Wire

extension MirrorUser {
    /// As `whoami-v2` answers.
    var json: JSONValue {
        .object([
            "type": .string("user"), "id": .string(id), "name": .string(name), "fullname": .string(fullName),
            "isPro": .bool(false), "orgs": .array([]),
            "auth": .object([
                "type": .string("access_token"),
                "accessToken": .object([
                    "displayName": .string("Roost"), "role": .string(mayWrite ? "write" : "read"),
                ]),
            ]),
        ])
    }
}
