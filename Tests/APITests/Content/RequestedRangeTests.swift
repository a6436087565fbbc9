import Testing

@testable import API

@Suite struct `A Range header` {
    @Test(arguments: [
        ("bytes=0-3", RequestedRange.part(0..<4)), ("bytes=4-", .part(4..<10)), ("bytes=-3", .part(7..<10)),
        ("bytes=-99", .part(0..<10)), ("bytes=2-99999999999999999999", .part(2..<10)), ("Bytes= 9-9 ", .part(9..<10)),
        ("bytes=10-", .unsatisfiable), ("bytes=99999999999999999999-", .unsatisfiable), ("bytes=-0", .unsatisfiable),
        ("bytes=0-1,3-4", .whole), ("bytes=5-2", .whole), ("bytes=a-b", .whole), ("items=0-1", .whole),
        ("bytes=-", .whole), ("bytes", .whole), ("bytes=--1", .whole), ("bytes=1-2-3", .whole),
    ])
    func `asks for one part, or for everything`(header: String, expected: RequestedRange) {
        #expect(RequestedRange(header, size: 10) == expected)
    }

    @Test func `finds nothing in an empty file`() {
        #expect(RequestedRange("bytes=0-0", size: 0) == .unsatisfiable)
        #expect(RequestedRange("bytes=-1", size: 0) == .unsatisfiable)
        #expect(RequestedRange(nil, size: 0) == .whole)
    }
}

@Suite struct `An entity tag` {
    @Test(arguments: [
        ("\"abc\"", true), ("W/\"abc\"", true), ("\"x\", \"abc\"", true), ("*", true), ("abc", false),
        ("\"abcd\"", false),
    ])
    func `is known by a client that has it`(header: String, expected: Bool) {
        #expect(EntityTag("abc").isNamed(in: header) == expected)
    }

    @Test func `vouches for a range only when it is exactly the same`() {
        let tag = EntityTag("abc")
        #expect(tag.permitsRange(nil) && tag.permitsRange("\"abc\""))
        #expect(!tag.permitsRange("W/\"abc\"") && !tag.permitsRange("Wed, 21 Oct 2015 07:28:00 GMT"))
    }
}
