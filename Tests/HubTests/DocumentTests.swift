import Domain
import Testing
import Wire

@testable import Hub

@Suite struct `What a Hub says in its own words` {
    @Test func `is kept with what nobody has a field for`() async throws {
        try await HubFixture.with({ _, _ in .json(#"{"id":"org/name","brandNew":[1]}"#) }) { fixture in
            let document = try await fixture.hub.document(HubFixture.id(), revision: .main)
            #expect(document["brandNew"] == .array([.integer(1)]))
            #expect(fixture.stub.paths == ["/api/models/org/name/revision/main"])
        }
    }

    @Test func `is told of a folder too, and reads back as the same`() async throws {
        let files = [
            "org/name/README.md": "---\nlicense: mit\nbase_model: org/base\n---\n", "org/name/config.json": "{}",
        ]
        try await TemporaryFolder.with(files) { root in
            let hub = FolderHub(root: root)
            let info = try await hub.info(HubFixture.id(), revision: .main)
            let read = try #require(RepositoryInfo(json: info.document, asked: HubFixture.id()))
            #expect(
                read.commit == info.commit && read.cardData == info.cardData && read.summary.tags == info.summary.tags)
            #expect(read.baseModels == info.baseModels && read.fileNames == info.fileNames)
            #expect(try await hub.owner("org") == nil)
        }
    }

    @Test(arguments: [
        ("/api/organizations/org/overview", #"{"isVerified":true}"#, true, true),
        ("/api/organizations/org/overview", #"{"isEnterprise":true}"#, true, true),
        ("/api/organizations/org/overview", "{}", true, false),
        ("/api/users/org/overview", #"{"isPro":true}"#, false, false),
    ])
    func `tells who owns a repository`(path: String, answer: String, isOrganisation: Bool, isVerified: Bool)
        async throws
    {
        try await HubFixture.with({ request, _ in request.path == path ? .json(answer) : .refusal(404) }) { fixture in
            let owner = try #require(try await fixture.hub.owner("org"))
            #expect(owner == RepositoryOwner(name: "org", isOrganisation: isOrganisation, isVerified: isVerified))
        }
    }

    @Test func `is nothing of an owner it does not know or a name that is none`() async throws {
        try await HubFixture.with({ _, _ in .refusal(404) }) { fixture in
            let owners = [try await fixture.hub.owner("org"), try await fixture.hub.owner("../x")]
            #expect(owners == [nil, nil] && fixture.stub.paths.count == 2)
        }
    }
}
