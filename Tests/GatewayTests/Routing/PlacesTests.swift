import Testing

@testable import Gateway

@Suite struct `Places for requests` {
    @Test func `are as many as there may be`() {
        let places = Places()
        #expect(places.take("a", limit: 2) && places.take("a", limit: 2))
        #expect(!places.take("a", limit: 2))
        #expect(places.take("b", limit: 1))
        places.leave("a", limit: 2)
        #expect(places.take("a", limit: 2))
        #expect(places.take("c", limit: nil))
    }

    @Test func `are given to who waits, one each`() async {
        let places = Places()
        #expect(places.take("a", limit: 1))
        await withTaskGroup(of: Bool.self) { group in
            for _ in 0..<50 {
                group.addTask {
                    guard await places.wait("a", limit: 1) else { return false }
                    await Task.yield()
                    places.leave("a", limit: 1)
                    return true
                }
            }
            places.leave("a", limit: 1)
            for await got in group { #expect(got) }
        }
        #expect(places.take("a", limit: 1))
    }

    @Test func `are not waited for by who went away`() async {
        let places = Places()
        #expect(places.take("a", limit: 1))
        let waiting = Task { await places.wait("a", limit: 1) }
        waiting.cancel()
        #expect(await waiting.value == false)
        places.leave("a", limit: 1)
        #expect(places.take("a", limit: 1))
    }

    @Test func `are given back by forgetting them`() {
        let places = Places()
        do {
            let taken = TakenPlaces(places)
            #expect(taken.take("a", limit: 1))
        }
        #expect(places.take("a", limit: 1))
    }
}
