package import Domain
import Hub
import Registry
import SystemPackage
import Wire

/// Makes models of kept ones, and of files that were sent.
package struct ModelMaker: Sendable {
    private let models: RunnableModels
    private let uploads: UploadedBlobs
    private let takeIn: TakingIn
    /// Files of one model, at most.
    private static let mostFiles = 1000

    /// Takes a folder into the store under a name, through the gate.
    package typealias TakingIn = @Sendable (_ folder: String, _ name: String) async throws -> Void

    package init(models: RunnableModels, uploads: UploadedBlobs, takeIn: @escaping TakingIn) {
        self.models = models
        self.uploads = uploads
        self.takeIn = takeIn
    }

    /// Makes what is wished for, telling what it does; whatever had the name of a made model is replaced.
    package func make(_ wish: ModelMaking, tell: (String) async throws -> Void) async throws {
        try Self.check(wish.name)
        guard try await !models.isKept(wish.name) else {
            throw Problem(.conflict, "`\(wish.name)` is kept here: a made model needs another name")
        }
        var made: DerivedModel
        if let from = wish.from {
            let base = try await models.find(from)
            made = base.derived ?? DerivedModel(name: wish.name, base: base.label)
            made.name = wish.name
        } else {
            try await tell("parsing GGUF")
            let base = try await keep(wish.files, as: wish.name, "", licence: wish.licence)
            made = DerivedModel(name: wish.name, base: base)
        }
        if !wish.adapters.isEmpty {
            guard wish.adapters.count == 1 else {
                throw Problem(.badRequest, "only one adapter is currently supported")
            }
            try await tell("converting adapter")
            made.adapter = try await keep(wish.adapters, as: wish.name, "-adapter", licence: wish.licence)
        }
        made.system = wish.system ?? made.system
        made.messages = wish.messages ?? made.messages
        made.parameters.merge(wish.parameters) { $1 }
        made.licence = wish.licence ?? made.licence
        try await tell("writing manifest")
        try await models.derived.put(made)
        do {
            _ = try await models.find(wish.name)
        } catch {
            _ = try await models.derived.remove(wish.name)
            throw error
        }
    }

    /// Gives a model another name beside its own.
    package func copy(_ source: String, to name: String) async throws {
        var wish = ModelMaking(name: name)
        wish.from = source
        try await make(wish) { _ in }
    }

    /// Lets go of a made model; what it was made of stays. Whether there was one.
    package func remove(_ name: String) async throws -> Bool { try await models.derived.remove(name) }

    /// Keeps files that were sent, under a name of their own that no other model has; gives that.
    private func keep(
        _ files: [String: Digest], as name: String, _ end: String, licence: String?
    ) async throws -> String {
        guard !files.isEmpty, files.count <= Self.mostFiles else {
            throw Problem(.badRequest, "neither 'from' or 'files' was specified")
        }
        var places: [RepositoryPath: FilePath] = [:]
        for (given, digest) in files {
            guard let path = RepositoryPath(given) else {
                throw Problem(.badRequest, "`\(given.prefix(200))` is no name of a file", hint: "it must be relative")
            }
            guard let file = try uploads.file(digest) else {
                throw Problem(.badRequest, "the blob \(digest) was not sent", hint: "send it to api/blobs first")
            }
            places[path] = file
        }
        let own = Self.place(of: name) + end
        let texts = licence.flatMap { text in RepositoryPath("LICENSE").map { [$0: text] } } ?? [:]
        try await uploads.laidOut(places, texts: texts) { try await takeIn($0.string, own) }
        files.values.forEach(uploads.remove)
        return own
    }

    /// Where files of a made model are kept: never in the place of one that came from a Hub.
    static func place(of name: String) -> String {
        let plain = name.map { $0.isASCII && ($0.isLetter || $0.isNumber || "_.".contains($0)) ? $0 : "-" }
        let joined = String(plain).split(separator: "-").joined(separator: "-").replacing("..", with: ".")
        return "made/" + String(joined.drop { ".".contains($0) }.prefix(80)).trimmingEnd()
    }

    /// Throws a problem for what is no name: `model`, `namespace/model`, either with `:tag`.
    package static func check(_ name: String) throws(Problem) {
        let parts = name.split(separator: "/", omittingEmptySubsequences: false)
        let isName = (1...2).contains(parts.count) && name.utf8.count <= 160 && parts.allSatisfy(isPart)
        guard isName, !parts.dropLast().contains(where: { $0.contains(":") }) else {
            throw Problem(.badRequest, "invalid model name")
        }
    }

    private static func isPart(_ part: Substring) -> Bool {
        part.wholeMatch(of: /[A-Za-z0-9_][A-Za-z0-9_.\-]{0,79}(:[A-Za-z0-9_][A-Za-z0-9_.\-]{0,79})?/) != nil
    }
}

extension String {
    /// A name may not end in a dot or a hyphen.
    fileprivate func trimmingEnd() -> String {
        var text = self[...]
        while let last = text.last, ".-".contains(last) { text = text.dropLast() }
        return String(text)
    }
}
