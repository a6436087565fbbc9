import Testing

@testable import Access

@Suite struct `What somebody may do` {
    @Test(arguments: Permission.allCases)
    func `an administrator may do everything`(permission: Permission) {
        #expect(Permissions([.admin]).allows(permission))
        #expect(Permissions([.admin]) == .everything)
    }

    @Test(arguments: Permission.allCases)
    func `one permission gives no other`(permission: Permission) {
        let one = Permissions([permission])
        let others = Permission.allCases.filter { $0 != permission && one.allows($0) }
        #expect(others.isEmpty || permission == .admin)
    }

    @Test func `is written in one order and read again`() throws {
        let some = Permissions([.train, .search, .download])
        #expect(some.text == "search,download,train")
        #expect(try Permissions(names: some.names) == some)
        #expect(try Permissions(names: [String]()) == .none)
    }

    @Test func `a name that is none is refused by name`() {
        #expect(throws: AccessError.unknownPermission("root")) { try Permissions(names: ["search", "root"]) }
    }

    @Test func `what is taken from an administrator is really gone`() {
        let less = Permissions.everything.removing(Permissions([.train]))
        #expect(!less.allows(.train) && !less.allows(.admin) && less.allows(.run))
        #expect(Permissions.everything.removing(.none) == .everything)
        #expect(Permissions([.run]).adding(Permissions([.admin])) == .everything)
    }

    @Test(arguments: [("Ann", "ann"), ("a.b-c_d+e@f.org", "a.b-c_d+e@f.org"), ("0", "0")])
    func `a user name is small letters and few signs`(typed: String, kept: String) {
        #expect(UserName(typed)?.text == kept)
    }

    @Test(arguments: [
        "", " ann", "ann ", "a/b", "-ann", "a\u{301}nn", "anonymous", "cli", "system", "a:b", "a\nb",
        String(repeating: "a", count: 65),
    ])
    func `other user names are refused`(typed: String) {
        #expect(UserName(typed) == nil)
    }

    @Test(arguments: [
        ("192.0.2.7", "192.0.2.7"), ("::ffff:192.0.2.7", "192.0.2.7"), ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:ffff::1", "2001:db8:1:2::/64"), ("::1", "::1"), ("fe80::1%eth0", "fe80::/64"),
        ("192.0.2.7, 10.0.0.1", "unknown"), ("", "unknown"), ("localhost", "unknown"),
    ])
    func `an address counts by what one visitor can have`(address: String, network: String) {
        #expect(ClientAddress(address).text == network)
    }
}
