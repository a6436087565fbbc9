import API
import Domain
import Registry
import Testing

@testable import Dashboard

@Suite struct `What is asked of the list` {
    @Test func `an address becomes a question and the same address again`() {
        let filter = ModelFilter(
            FormItems("search=tiny%20owl&regex=a%2Bb&kind=dataset&task=&tag=a,b&tag=c&state=apart&sort=size&cursor=x"))
        #expect(filter.query.text == "tiny owl" && filter.query.pattern == "a+b" && filter.query.kind == .dataset)
        #expect(filter.query.tags == ["a", "b", "c"] && filter.query.quarantined == true)
        #expect(filter.query.order == .size && filter.query.cursor == "x" && filter.query.task == nil)
        let again = ModelFilter(FormItems(String(filter.address(cursor: "y").split(separator: "?")[1])))
        #expect(again.items.map(\.value) == filter.items.map(\.value) && again.query.cursor == "y")
    }

    @Test func `a condition is left out and the others stay, from the first page on`() {
        let filter = ModelFilter(FormItems("search=owl&tag=a&tag=b&cursor=x"))
        #expect(filter.address(without: 1) == "/models?search=owl&tag=b")
        #expect(ModelFilter(FormItems("task=x")).address(without: 0) == "/models")
    }

    @Test func `what is no choice counts as nothing said, and what is too long is cut`() {
        let long = String(repeating: "a", count: 999)
        let filter = ModelFilter(FormItems("sort=random&kind=space&state=maybe&author=\(long)"))
        #expect(filter.items.map(\.name) == ["author"] && filter.query.author?.count == 300)
        #expect(!ModelFilter(FormItems("sort=size&search=+")).isNarrow)
    }
}
