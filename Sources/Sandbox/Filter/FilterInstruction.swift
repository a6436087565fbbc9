/// One instruction of classic BPF as the kernel reads it (`struct sock_filter` of linux/filter.h): eight bytes.
package struct FilterInstruction: Hashable, Sendable {
    /// What it does.
    package let code: UInt16
    /// Instructions to skip when the comparison holds, and when it does not.
    package let whenTrue: UInt8
    package let whenFalse: UInt8
    package let operand: UInt32

    /// `BPF_LD | BPF_W | BPF_ABS`: loads four bytes of `struct seccomp_data`.
    package static let load: UInt16 = 0x20
    /// `BPF_JMP | BPF_JEQ | BPF_K`, `BPF_JGE`, `BPF_JSET`.
    package static let jumpIfEqual: UInt16 = 0x15
    package static let jumpIfAtLeast: UInt16 = 0x35
    package static let jumpIfAnyBit: UInt16 = 0x45
    /// `BPF_RET | BPF_K`.
    package static let answer: UInt16 = 0x06

    /// In the byte order of x86-64 and of 64-bit Arm, the only ones there is a filter for.
    var bytes: [UInt8] {
        let words = [code & 0xFF, code >> 8].map(UInt8.init(truncatingIfNeeded:)) + [whenTrue, whenFalse]
        return words + (0..<4).map { UInt8(truncatingIfNeeded: operand >> ($0 * 8)) }
    }
}
