import Glibc
import Sandbox
import Testing

@Suite struct `System call filter` {
    private static let denied = SyscallFilter.refuse(.notPermitted)
    private static let absent = SyscallFilter.refuse(.noSuchCall)

    private func answer(
        _ processor: Processor, _ number: UInt32, first: UInt64 = 0, second: UInt64 = 0
    ) -> UInt32? {
        FilterMachine(filter: SyscallFilter(for: processor)).answer(number: number, first: first, second: second)
    }

    @Test(arguments: [
        (Processor.x86, [0, 1, 9, 39, 59, 202, 231, 257]),  // read write mmap getpid execve futex exit_group openat
        (Processor.arm, [63, 64, 222, 172, 221, 98, 94, 56]),
    ])
    func `ordinary calls pass`(_ processor: Processor, _ numbers: [UInt32]) {
        for number in numbers { #expect(answer(processor, number) == SyscallFilter.allow, "\(number)") }
    }

    @Test(arguments: [
        (Processor.x86, [101, 165, 272, 308, 310, 321, 161, 250, 246, 169, 103, 298]),
        (Processor.arm, [117, 40, 97, 268, 270, 280, 51, 219, 104, 142, 116, 241]),
    ])
    func `ptrace, mount, unshare, bpf and their like are refused`(_ processor: Processor, _ numbers: [UInt32]) {
        for number in numbers { #expect(answer(processor, number) == Self.denied, "\(number)") }
    }

    @Test(arguments: Processor.allCases)
    func `io_uring, clone3 and calls from the future are not there`(_ processor: Processor) {
        for number: UInt32 in [425, 426, 427, 435, 447, 457, 1000, 0x4000_0000, 0x4000_0001, .max] {
            #expect(answer(processor, number) == Self.absent, "\(number)")
        }
    }

    @Test(arguments: Processor.allCases)
    func `a program of another processor is killed`(_ processor: Processor) {
        let machine = FilterMachine(filter: SyscallFilter(for: processor))
        for audit: UInt32 in [0x4000_0003, 0, processor == .x86 ? 0xC000_00B7 : 0xC000_003E] {
            #expect(machine.answer(number: 1, audit: audit) == SyscallFilter.killProcess)
        }
    }

    @Test(arguments: [(Processor.x86, UInt32(41)), (.arm, 198), (.x86, 53), (.arm, 199)])
    func `only sockets that a network namespace holds can be made`(_ processor: Processor, _ number: UInt32) {
        for family: UInt64 in [1, 2, 10] { #expect(answer(processor, number, first: family) == SyscallFilter.allow) }
        // NETLINK, PACKET, ALG, VSOCK, and what a 64-bit register can hide above an `int`.
        for family: UInt64 in [16, 17, 38, 40, 0, 0x1_0000_0028] {
            #expect(answer(processor, number, first: family) == SyscallFilter.refuse(.noSuchFamily), "\(family)")
        }
        #expect(answer(processor, number, first: 0xFFFF_FFFF_0000_0002) == SyscallFilter.allow)
    }

    @Test(arguments: [(Processor.x86, UInt32(56)), (.arm, 220)])
    func `threads and processes can be made, namespaces cannot`(_ processor: Processor, _ number: UInt32) {
        #expect(answer(processor, number, first: 0x3D_0F00) == SyscallFilter.allow)
        #expect(answer(processor, number, first: 17) == SyscallFilter.allow)
        for flag: UInt64 in [0x0002_0000, 0x0200_0000, 0x0400_0000, 0x0800_0000, 0x1000_0000, 0x2000_0000, 0x4000_0000]
        {
            #expect(answer(processor, number, first: flag | 17) == Self.denied, "\(flag)")
        }
    }

    @Test(arguments: [(Processor.x86, UInt32(16)), (.arm, 29)])
    func `nobody types on a terminal`(_ processor: Processor, _ number: UInt32) {
        for request: UInt64 in [0x5412, 0x541C, 0xF_0000_5412] {
            #expect(answer(processor, number, second: request) == Self.denied)
        }
        #expect(answer(processor, number, second: 0x5413) == SyscallFilter.allow)
    }

    @Test(arguments: Processor.allCases)
    func `every path through it ends in an answer`(_ processor: Processor) {
        let filter = SyscallFilter(for: processor)
        #expect(filter.instructions.count < 255)
        #expect(filter.bytes.count == filter.instructions.count * 8)
        let machine = FilterMachine(filter: filter)
        #expect((0...500).allSatisfy { machine.answer(number: $0) != nil })
    }
}
