package import Domain

/// What the scheduler did, and why: shown by `roost ps`, the API and the page.
package struct Decision: Hashable, Sendable {
    package enum Kind: String, Hashable, Sendable {
        case load, ready, unload, drain, refuse, fail, exit
    }

    package let at: Int64
    package let kind: Kind
    package let label: String
    /// One sentence, with the numbers it was made by.
    package let reason: String
    /// The plan that an unload makes room for; nil for one of another cause.
    package var beneficiary: String?
}

/// What whoever runs the processes has to do now.
package enum Effect: Hashable, Sendable {
    case load(Instance.ID, LoadPlan)
    /// End the process, then tell `exited`.
    case unload(Instance.ID)
    case grant(Ticket, Instance.ID)
    case refuse(Ticket, Refusal)
    case decision(Decision)
}

/// Why a ticket gets no instance.
package enum Refusal: Error, Hashable, Sendable {
    /// It would not fit even if everything that may go went.
    case tooLarge(label: String, need: ByteCount, free: ByteCount, budget: ByteCount, pinned: [String])
    /// As many wait as may, for all models together.
    case queueFull(Int)
    /// As many wait for this model as may.
    case lineFull(label: String, users: Int, waiting: Int)
    /// It waited until its deadline; the text says for what.
    case waitedTooLong(label: String, why: String)
    /// It failed to load, or keeps ending by itself.
    case failing(label: String, why: String, retryAfter: Int64)
    /// Somebody stopped it while it was waited for.
    case stopped(label: String)
}

extension Refusal {
    /// Seconds after which another try makes sense; nil where none does.
    package var retryAfter: Int? {
        switch self {
        case .tooLarge, .stopped: nil
        case .queueFull, .lineFull, .waitedTooLong: 5
        case .failing(_, _, let wait): Int(clamping: (wait + 999) / 1000)
        }
    }
}

extension Refusal: ProblemConvertible {
    package var problem: Problem {
        switch self {
        case .tooLarge(let label, let need, let free, let budget, let pinned):
            Problem(
                .busy,
                "`\(label)` needs \(need), \(free) free of \(budget)"
                    + (pinned.isEmpty ? "" : ", pinned: \(pinned.joined(separator: ", "))"),
                hint: "choose a smaller quantisation or context, stop what is pinned, or raise `memory`")
        case .queueFull(let count):
            Problem(.busy, "\(count) requests wait for models already", hint: "try again later")
        case .lineFull(let label, let users, let waiting):
            Problem(
                .busy, "`\(label)` is used by \(users) requests, and \(waiting) wait in its line, which holds no more",
                hint: "try again later, or raise `queue`")
        case .waitedTooLong(let label, let why):
            Problem(.busy, "`\(label)` could not be loaded in time: \(why)", hint: "see `roost ps`")
        case .failing(let label, let why, let wait):
            Problem(
                .upstream, "`\(label)` does not run: \(why)",
                hint: "it is tried again in \((wait + 999) / 1000) s; its log says more")
        case .stopped(let label): Problem(.cancelled, "`\(label)` was stopped while it was waited for")
        }
    }
}
