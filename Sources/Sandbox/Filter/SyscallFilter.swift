/// The system calls of confined code, as a program for the kernel (seccomp, mode 2; linux/seccomp.h).
///
/// Namespaces do not reach everything: a vsock leads to the hypervisor from inside any network namespace, and `ptrace`,
/// `io_uring` or `bpf` are there for every user. So three families of sockets are let through, and what nobody needs is not.
package struct SyscallFilter: Hashable, Sendable {
    package let processor: Processor
    package let instructions: [FilterInstruction]

    /// `SECCOMP_RET_*`.
    package static let allow: UInt32 = 0x7FFF_0000
    package static let killProcess: UInt32 = 0x8000_0000
    package static func refuse(_ errno: Errno) -> UInt32 { 0x0005_0000 | errno.rawValue }

    /// The errors a refused call gets.
    package enum Errno: UInt32, Sendable {
        case notPermitted = 1
        case noSuchCall = 38
        case noSuchFamily = 97
    }

    /// Offsets in `struct seccomp_data`: number, processor, and the low halves of the first two arguments.
    private enum Field {
        static let number: UInt32 = 0
        static let processor: UInt32 = 4
        static let first: UInt32 = 16
        static let second: UInt32 = 24
    }

    /// `CLONE_NEWNS`, `NEWCGROUP`, `NEWUTS`, `NEWIPC`, `NEWUSER`, `NEWPID`, `NEWNET`.
    private static let newNamespace: UInt32 = 0x7E02_0000
    /// `AF_UNIX`, `AF_INET`, `AF_INET6`: all that a network namespace holds.
    private static let families: [UInt32] = [1, 2, 10]
    /// `TIOCSTI` types on the terminal of the one who looks; `TIOCLINUX`, `TIOCCONS` and `TIOCSETD` reach consoles.
    private static let terminalTricks: [UInt32] = [0x5412, 0x541C, 0x541D, 0x5423]

    package init(for processor: Processor) {
        var program = FilterAssembler()
        program.load(Field.processor)
        program.jump(ifEqual: processor.auditNumber, to: .known)
        program.answer(Self.killProcess)
        program.mark(.known)
        program.load(Field.number)
        // x32 numbers have bit 30 set, so they end here too.
        program.jump(ifAtLeast: SystemCall.lastKnown + 1, to: .absent)
        for (calls, label) in Self.rules {
            for number in calls.compactMap({ $0.number(on: processor) }) { program.jump(ifEqual: number, to: label) }
        }
        program.mark(.allowed)
        program.answer(Self.allow)
        program.mark(.clone)
        program.load(Field.first)
        program.jump(ifAnyBit: Self.newNamespace, to: .forbidden)
        program.answer(Self.allow)
        program.mark(.socket)
        program.load(Field.first)
        for family in Self.families { program.jump(ifEqual: family, to: .socketAllowed) }
        program.answer(Self.refuse(.noSuchFamily))
        program.mark(.socketAllowed)
        program.answer(Self.allow)
        program.mark(.device)
        program.load(Field.second)
        for request in Self.terminalTricks { program.jump(ifEqual: request, to: .forbidden) }
        program.answer(Self.allow)
        program.mark(.forbidden)
        program.answer(Self.refuse(.notPermitted))
        program.mark(.absent)
        program.answer(Self.refuse(.noSuchCall))
        self.processor = processor
        instructions = program.assembled()
    }

    private static let rules: [([SystemCall], FilterAssembler.Label)] = [
        ([.clone], .clone), ([.socket, .socketPair], .socket), ([.deviceControl], .device),
        (SystemCall.forbidden, .forbidden), (SystemCall.absent, .absent),
    ]

    /// As `bwrap --seccomp` reads it.
    package var bytes: [UInt8] { instructions.flatMap(\.bytes) }
}
