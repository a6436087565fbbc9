import Testing

@testable import Gateway

@Suite struct `Places for requests` {
    @Test func `are as many as there may be`() {
        let places = Places()
        #expect(places.take("a", limit: 2) && places.take("a", limit: 2))
        #expect(!places.take("a", limit: 2))
        #expect(places.take("b", limit: 1))
        places.leave("a")
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
                    places.leave("a")
                    return true
                }
            }
            places.leave("a")
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
        places.leave("a")
        #expect(places.take("a", limit: 1))
    }

    @Test func `are not handed on where there are fewer now`() async {
        let places = Places()
        #expect(places.take("a", limit: 2) && places.take("a", limit: 2))
        async let waiting = places.wait("a", limit: 1)
        while places.waiting("a") == 0 { await Task.yield() }
        places.leave("a")
        #expect(places.waiting("a") == 1)
        places.leave("a")
        #expect(await waiting)
        #expect(!places.take("a", limit: 1))
    }

    @Test func `are given to more when there are more now`() async {
        let places = Places()
        #expect(places.take("a", limit: 1))
        async let first = places.wait("a", limit: 1)
        async let second = places.wait("a", limit: 1)
        while places.waiting("a") < 2 { await Task.yield() }
        // Those in line come first.
        #expect(!places.take("a", limit: 3))
        places.leave("a")
        #expect(await first)
        #expect(await second)
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
