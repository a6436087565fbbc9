import Glibc
import SystemPackage

/// A place for one job: its number gives it a folder, a control group and, when Roost is root, a user of its own. Whoever
/// holds its lock holds it; a lock dies with its process, and what that left behind is removed by the next.
struct Slot: Hashable, Sendable {
    let number: Int

    /// How many jobs can run at once.
    static let count = 4096
    /// User and group of the job in slot 0: above what systemd, containers and directories hand out, or, in a container that
    /// knows 65536 users, between its accounts and those of systemd.
    private static let firstUsers: [UInt32] = [1_900_000_000, 56_000]

    var name: FilePath.Component { FilePath.Component("\(number)") ?? "0" }

    /// The user of a job, when Roost is root. Nil where the container Roost is in has no room for as many: without users of
    /// their own, jobs are refused. `map` is `/proc/self/uid_map`: first inside, first outside, how many.
    func user(map: String) -> UInt32? {
        let ranges = map.split(separator: "\n").compactMap { line -> Range<UInt64>? in
            let numbers = line.split(separator: " ").compactMap { UInt64($0) }
            return numbers.count == 3 && numbers[2] <= 1 << 32 ? numbers[0]..<(numbers[0] + numbers[2]) : nil
        }
        let first = Self.firstUsers.first { first in
            ranges.contains { $0.contains(UInt64(first)) && $0.contains(UInt64(first) + UInt64(Self.count)) }
        }
        return first.map { $0 + UInt32(number) }
    }

    init?(_ text: some StringProtocol) {
        guard let number = Int(text), (0..<Self.count).contains(number) else { return nil }
        self.number = number
    }

    init(number: Int) { self.number = number % Self.count }
}

/// A slot that is held, until this is released.
final class SlotLock: Sendable {
    let slot: Slot
    private let file: HeldDescriptor

    /// Nil when somebody else holds it.
    init?(_ slot: Slot, in folder: FilePath) throws {
        let path = folder.appending(slot.name)
        file = try naming("open", path) {
            HeldDescriptor(
                try FileDescriptor.open(
                    path, .readWrite, options: [.create, .closeOnExec, .noFollow], permissions: .ownerReadWrite))
        }
        self.slot = slot
        guard flock(file.descriptor.rawValue, LOCK_EX | LOCK_NB) == 0 else { return nil }
    }
}

/// A descriptor that is closed once, when nobody holds it any more. Nothing is ever written through it.
final class HeldDescriptor: Sendable {
    let descriptor: FileDescriptor

    init(_ descriptor: FileDescriptor) { self.descriptor = descriptor }

    deinit {
        try? descriptor.close()  // nothing was written
    }
}
