import API
import Access
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Testing

@testable import Server

/// Every route of the server is knocked at by everybody: what the contract says each needs is what each is held to.
@Suite struct `Every route` {
    /// Instead of what a route does, so that being let in is told apart from whatever it would answer.
    private static let letIn = HTTPResponse.Status(code: 299)

    private func withTable(_ body: (House, RouteTable) async throws -> Void) async throws {
        try await ServerFixture.with { fixture in
            try await fixture.withHouse(["ROOST_ANONYMOUS": "search"]) { house in
                let table = try await WebService(house: house) { _ in }.routes { _, _ in
                    { _, _ in Response(status: Self.letIn) }
                }
                try await body(house, table)
            }
        }
    }

    @Test(arguments: Role.all)
    func `lets in whom the contract says, and nobody else`(role: Role) async throws {
        let operations = try Contract().operations
        try #require(operations.count > 40)
        try await withTable { house, table in
            let headers = try await role.prepare(house)
            let application = Application(responder: table.responder())
            try await application.test(.router) { client in
                for operation in operations {
                    let method = try #require(HTTPRequest.Method(operation.method))
                    let reply = try await client.execute(uri: operation.address, method: method, headers: headers)
                    let answer: Role.Answer? =
                        switch reply.status {
                        case Self.letIn: .letIn
                        case .unauthorized: .unknown
                        case .forbidden: .forbidden
                        default: nil
                        }
                    #expect(answer == role.answer(to: operation.permission), "\(operation): \(reply.status)")
                    #expect(reply.status != .unauthorized || reply.headers[.wwwAuthenticate] != nil)
                }
            }
        }
    }

    @Test func `for programs is known as that by its address, and no page is`() async throws {
        try await withTable { _, table in
            for entry in table.entries where entry.path != "/" {
                #expect(Paths.isForPrograms(entry.path) == !entry.refuses.isPage, "\(entry.path)")
            }
        }
    }

    @Test func `stands in the contract with the permission it needs`() async throws {
        let contract = try Contract().operations
        try await withTable { _, table in
            let own = table.entries.filter { !$0.path.hasPrefix(Paths.hub + "/") && !$0.refuses.isPage }.map { entry in
                Contract.Operation(
                    method: entry.method.rawValue, path: entry.path.replacing(/:(\w+)/) { "{\($0.output.1)}" },
                    permission: entry.need.name)
            }
            let documented = contract.filter { !$0.path.hasPrefix(Paths.hub + "/") }
            #expect(Set(own).subtracting(documented).isEmpty, "not in openapi.yaml as it is")
            #expect(Set(documented).subtracting(own).isEmpty, "not in the server as documented")
            #expect(Set(own).count == own.count)
            // These only ask, mostly with a body, or answer that there is nothing to do.
            let questions = [
                Paths.vet, Paths.downloads, Paths.licenceCheck, Paths.artifactLicenceCheck, Paths.packages,
                Paths.policyCheck, Paths.routesCheck, Paths.policyPreview, Paths.hubCheck, Paths.mcp, Paths.openAIChat,
                Paths.openAICompletions,
                Paths.openAIEmbeddings, Paths.ollamaChat, Paths.ollamaGenerate, Paths.ollamaEmbed,
                Paths.ollamaEmbeddings, Paths.ollamaShow, Paths.hubModelTest, Paths.anthropicMessages,
                Paths.anthropicCount, Paths.ollamaOpenAIChat,
                Paths.ollamaOpenAICompletions, Paths.ollamaOpenAIEmbeddings,
            ]
            let unsafe = table.entries.filter { ![.get, .head].contains($0.method) && $0.records == .nothing }
            #expect(
                unsafe.allSatisfy { $0.path.hasPrefix(Paths.hub) || questions.contains($0.path) },
                "changes that nobody writes down")
        }
    }
}
