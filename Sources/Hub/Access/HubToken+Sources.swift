extension HubToken {
    /// A token and the name of the place it came from, for messages.
    package struct Found: Hashable, Sendable {
        package let token: HubToken
        /// The variable or the file it was read from.
        package let source: String
    }

    /// The token a user of Hub tools expects to be used: `HF_TOKEN`, `HUGGING_FACE_HUB_TOKEN`, the file `HF_TOKEN_FILE`,
    /// `$HF_HOME/token`, `$XDG_CACHE_HOME/huggingface/token`, `~/.cache/huggingface/token`, in this order.
    ///
    /// Nil when there is none, or when `HF_HUB_DISABLE_IMPLICIT_TOKEN` says that none is to be used.
    /// - Parameter readFile: the text of a file, nil when it is not there.
    package static func find(
        environment: [String: String], readFile: (_ path: String) -> String?
    ) -> Found? {
        guard !isOn(environment["HF_HUB_DISABLE_IMPLICIT_TOKEN"]) else { return nil }
        for name in ["HF_TOKEN", "HUGGING_FACE_HUB_TOKEN"] {
            if let token = environment[name].flatMap({ HubToken($0) }) { return Found(token: token, source: name) }
        }
        var files: [String] = []
        if let path = environment["HF_TOKEN_FILE"], !path.isEmpty { files.append(path) }
        if let home = environment["HF_HOME"], !home.isEmpty {
            files.append("\(home)/token")
        } else if let cache = environment["XDG_CACHE_HOME"], !cache.isEmpty {
            files.append("\(cache)/huggingface/token")
        } else if let home = environment["HOME"], !home.isEmpty {
            files.append("\(home)/.cache/huggingface/token")
        }
        for path in files {
            if let token = readFile(path).flatMap({ HubToken($0) }) { return Found(token: token, source: path) }
        }
        return nil
    }

    /// Whether a switch of the Hub's tools is on: `1`, `true`, `yes` or `on`, in any case.
    package static func isOn(_ value: String?) -> Bool {
        ["1", "true", "yes", "on"].contains((value ?? "").lowercased())
    }
}
