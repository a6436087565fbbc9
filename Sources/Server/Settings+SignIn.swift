import Access
import Configuration
import Domain
import FoundationEssentials
import Hub
import SystemPackage
import Wire

extension Settings {
    /// A key or a secret; more is none.
    private static let secretBytes = 16_384
    private static let fields: Set<String> = [
        "kind", "label", "issuer", "client-id", "client-secret", "client-secret-file", "team-id", "key-id", "scopes",
        "allow", "permissions",
    ]

    /// The providers of `sign-in`: which there are the file says; each field may come from a variable, as in
    /// `ROOST_SIGN_IN_GOOGLE_CLIENT_SECRET`. Throws `Problem` or `SignInError`.
    static func signIn(_ config: ConfigReader, file: FilePath) async throws -> [SignInProvider] {
        var providers: [SignInProvider] = []
        for name in try names(file) {
            providers.append(try await provider(name, config.scoped(to: ConfigKey(["sign-in", name]))))
        }
        return providers
    }

    /// The names below `sign-in`. A field nobody knows is an error: it may be an `allow` that was misspelt.
    private static func names(_ file: FilePath) throws -> [String] {
        guard let text = try? String(contentsOfFile: file.string, encoding: .utf8) else { return [] }  // no file: none
        let document: YAMLDocument
        do { document = try YAMLDocument(text) } catch {
            throw Problem(.badRequest, "cannot read `\(file)`: \(error.message)", hint: "mend the YAML")
        }
        guard let section = document.value?["sign-in"], !section.isNull else { return [] }
        guard let entries = section.object else {
            throw Problem(
                .badRequest, "`sign-in` in config.yaml holds no providers",
                hint: "write `google:` below it, and its fields below that")
        }
        for (name, entry) in entries {
            let unknown = Set((entry.object ?? [:]).keys).subtracting(fields).sorted()
            guard unknown.isEmpty, entry.object != nil else {
                throw SignInError.misconfigured(
                    provider: name, why: unknown.first.map { "has the unknown field `\($0.prefix(32))`" } ?? "is empty",
                    hint: "its fields are " + fields.sorted().joined(separator: ", "))
            }
        }
        return entries.keys.sorted()
    }

    private static func provider(_ name: String, _ config: ConfigReader) async throws -> SignInProvider {
        let wish = SignInProvider.Wish(
            kind: try await config.fetchString(forKey: "kind", default: ""),
            label: try await config.fetchString(forKey: "label").nonEmpty,
            issuer: try await config.fetchString(forKey: "issuer").nonEmpty,
            client: try await config.fetchString(forKey: "client-id").nonEmpty,
            scopes: try await config.fetchStringArray(forKey: "scopes", default: []),
            allow: try await config.fetchStringArray(forKey: "allow", default: []),
            permissions: try await config.fetchStringArray(forKey: "permissions", default: ["search"]))
        var text = try await config.fetchString(forKey: "client-secret", isSecret: true).nonEmpty
        if text == nil, let path = try await config.fetchString(forKey: "client-secret-file").nonEmpty {
            text = try secret(in: path, of: name)
        }
        guard wish.kind == ProviderKind.apple.rawValue, let text else {
            return try SignInProvider(name, wish, secret: text.map { .shared($0) } ?? .none)
        }
        let team = try await config.fetchString(forKey: "team-id").nonEmpty
        let key = try await config.fetchString(forKey: "key-id").nonEmpty
        guard let team, let key else {
            throw SignInError.misconfigured(
                provider: name, why: "lacks `team-id` or `key-id`", hint: "Apple shows both beside the key")
        }
        guard let secret = try? AppleKey(team: team, id: key, pem: text) else {  // told here, without the key
            throw SignInError.misconfigured(
                provider: name, why: "has a secret that is no private key of Apple's",
                hint: "let `client-secret-file` name the file AuthKey_\(key.prefix(20)).p8")
        }
        return try SignInProvider(name, wish, secret: .apple(secret))
    }

    private static func secret(in path: String, of name: String) throws -> String {
        guard let data = try? Data(contentsOf: URL(filePath: path)), data.count <= secretBytes,  // told just below
            let text = String(data: data, encoding: .utf8)
        else {
            throw SignInError.misconfigured(
                provider: name, why: "has a `client-secret-file` that cannot be read", hint: "see `\(path)`")
        }
        let lines = text.split(whereSeparator: \.isNewline)
        return lines.count == 1 ? String(lines[0]) : text
    }

    /// What only the whole tells.
    func checkSignIn() throws {
        for provider in signIn {
            func wrong(_ why: String, _ hint: String) -> Problem {
                SignInError.misconfigured(provider: provider.name.text, why: why, hint: hint).problem
            }
            guard publicAddress != nil || isLoopback else {
                throw wrong(
                    "needs to know where browsers come back to",
                    "set `public-address`; the provider must know \(redirect("https://host", provider))")
            }
            guard provider.kind != .apple || publicAddress?.hasPrefix("https://") == true else {
                throw wrong(
                    "comes back over https alone",
                    "set `public-address` to https://…, which Apple must know as \(redirect("https://host", provider))")
            }
        }
    }

    /// The address to be registered at the provider.
    private func redirect(_ base: String, _ provider: SignInProvider) -> String {
        "\(publicAddress ?? base)/sign-in/\(provider.name)/callback"
    }
}
