import API
import Access
import Testing
import Wire

@testable import Dashboard

@Suite struct `The settings` {
    @Test func `show only the tabs one may open`() throws {
        func tabs(_ identity: Identity) -> [String] { SettingsTab.policy.row(for: identity).map(\.tab) }
        #expect(tabs(.anonymous(.none)) == ["Appearance"])
        #expect(tabs(.anonymous(Permissions([.search]))) == ["Policy", "Disk", "Appearance"])
        #expect(tabs(.anonymous(.everything)).contains("Users"))
        #expect(!tabs(.anonymous(.everything)).contains("Account"), "who has no account has no password")
    }

    @Test func `mark the tab one is on, and no other`() {
        let row = SettingsTab.disk.row(for: .system)
        #expect(row.filter(\.isHere).map(\.tab) == ["Disk"])
        #expect(Set(row.map(\.tabPath)).count == row.count)
    }

    @Test func `keep a filter of the audit trail through its pages, whatever it is`() {
        let query = FormItems("actor=&action=a%26b&subject=%3Cx%3E&outcome=refused&before=x")
        let filter = AuditPage.filter(query)
        #expect(filter.actor == nil && filter.action == "a&b" && filter.before == nil && filter.outcome == .refused)
        let next = AuditPage.address(filter, before: 7)
        #expect(next == "/settings/audit?action=a%26b&subject=%3Cx%3E&outcome=refused&before=7")
        #expect(AuditPage.filter(FormItems(next.split(separator: "?")[1])).subject == "<x>")
    }

    @Test func `say where the token of a Hub comes from`() {
        func token(_ source: String?, takes: Bool = true) -> String {
            HubsPage.row(
                HubView(
                    id: "0", address: "https://h", origin: "settings", takesToken: takes, tokenSource: source,
                    isExposed: false)
            ).token
        }
        #expect(token(nil) == "none" && token("stored") == "stored for this Hub")
        #expect(token("HF_TOKEN") == "from HF_TOKEN" && token(nil, takes: false) == "takes none")
    }

    @Test func `name admin alone where somebody may do everything`() throws {
        #expect(UsersPage.shown(.everything) == ["admin"])
        #expect(UsersPage.shown(Permissions([.search, .run])) == ["search", "run"])
        #expect(PermissionChoice.all(within: Permissions([.search])).map(\.permission) == ["search"])
    }
}
