import Domain
import Hub

/// Whether something fits the memory here, with its numbers.
struct FitWords: Sendable {
    /// `needs about 1.2 GB, 5.6 GB free here`
    let fitText: String
    /// Where the number comes from.
    let fitWhy: String
    let fitBadge: BadgeWords

    /// - Parameter weights: bytes that are loaded; the rest is estimated.
    init(weights: ByteCount, in room: MemoryRoom) {
        self.init(
            need: WeightSize.need(of: weights), about: "about ", in: room,
            why:
                "the weights, a quarter more for the context, and the engine; the header tells more exactly once it is kept"
        )
    }

    /// - Parameter wasSeen: whether a process with it held as much before.
    init(need: ByteCount, wasSeen: Bool, in room: MemoryRoom) {
        self.init(
            need: need, about: "", in: room,
            why: wasSeen ? "as much as it held when it ran before" : "computed from its header, for the usual context")
    }

    private init(need: ByteCount, about: String, in room: MemoryRoom, why: String) {
        fitText = "needs \(about)\(need), \(room.free) free here"
        fitWhy = why
        fitBadge =
            switch (room.holds(need), need <= room.free) {
            case (true, true): BadgeWords(text: "fits here", style: "good")
            case (true, false): BadgeWords(text: "fits when others make room", style: "good")
            default: BadgeWords(text: "too large here", style: "warn")
            }
    }
}

/// A model on a Hub that can be brought in and run at once.
struct RunChoice: Sendable {
    /// For `POST /api/v1/pulls`.
    let runReference: String
    /// What it is asked for by when it is here.
    let runName: String
    /// The Hub, where one can be named.
    let runHub: String?
}
