import Access
import Testing
import Wire

@testable import MCP

@Suite struct `Every tool` {
    private static let tools = Toolbox(isReadOnly: false).offered(to: .system)

    @Test func `has a name of its own, says what it does, and has schemas of objects`() {
        #expect(Set(Self.tools.map(\.name)).count == Self.tools.count)
        for tool in Self.tools {
            let definition = tool.definition
            #expect(tool.name.wholeMatch(of: /[a-z_]{1,64}/) != nil && tool.summary.count > 40)
            for schema in ["inputSchema", "outputSchema"] {
                #expect(definition[schema]?["type"] == "object", "\(tool.name)")
            }
            #expect(definition["_meta"]?["roost/permission"] == .string(tool.permission.rawValue))
        }
    }

    @Test func `that anybody who searches may use changes nothing`() {
        for tool in Self.tools {
            #expect(tool.effect.isReading == (tool.permission == .search), "\(tool.name)")
            #expect(!(tool.effect.isReading && tool.effect.isDestructive), "\(tool.name)")
        }
    }
}

@Suite struct `A call` {
    private static let key = OpenCalls.Key(scope: "one", id: .number(1))

    @Test func `that is given up undoes what it began, unless its client only stopped waiting`() async {
        for (reason, undone) in [
            (nil, true), ("caller cancelled", true), ("timed out after 4s", false), ("Timeout", false),
        ] {
            let withdrawal = Withdrawal()
            let (marks, mark) = AsyncStream<Bool>.makeStream()
            withdrawal.undo { mark.yield(true) }
            withdrawal.declare(reason)
            #expect(await withdrawal.wait())
            await withdrawal.undo()
            mark.finish()
            #expect(await marks.contains(true) == undone, "\(reason ?? "no reason")")
        }
    }

    @Test func `is given up by who made it, not by another of the same number`() async throws {
        let open = OpenCalls(limit: 2)
        let withdrawal = try open.open(Self.key)
        open.withdraw(["requestId": 1], in: "two")
        open.withdraw(["requestId": "1"], in: "one")
        open.withdraw(["requestId": 1, "reason": "enough"], in: "one")
        #expect(await withdrawal.wait())
    }

    @Test func `has a number of its own, and there are only so many at once`() throws {
        let open = OpenCalls(limit: 2)
        var first: Withdrawal? = try open.open(Self.key)
        #expect(throws: RPCError.self) { try open.open(Self.key) }
        let second = try open.open(OpenCalls.Key(scope: "two", id: .number(1)))
        #expect(throws: RPCError.busy) { try open.open(OpenCalls.Key(scope: "three", id: .number(1))) }
        // Nobody works on it any more, whatever became of it.
        withExtendedLifetime(first) {}
        first = nil
        let again = try open.open(Self.key)
        withExtendedLifetime((second, again)) {}
    }
}
