/// A processor there is a filter for.
package enum Processor: String, Hashable, Sendable, CaseIterable {
    case x86 = "x86_64"
    case arm = "aarch64"

    /// The one this program was built for; nil where there is no filter for it.
    package static var current: Processor? {
        #if arch(x86_64)
            .x86
        #elseif arch(arm64)
            .arm
        #else
            nil
        #endif
    }

    /// `AUDIT_ARCH_*` of linux/audit.h.
    package var auditNumber: UInt32 {
        switch self {
        case .x86: 0xC000_003E
        case .arm: 0xC000_00B7
        }
    }
}

/// A system call with its number on each processor; nil where it does not exist.
package struct SystemCall: Hashable, Sendable {
    package let name: String
    private let x86: UInt32?
    private let arm: UInt32?

    /// Numbers from asm/unistd_64.h and asm-generic/unistd.h.
    init(_ name: String, _ x86: UInt32?, _ arm: UInt32?) {
        self.name = name
        self.x86 = x86
        self.arm = arm
    }

    package func number(on processor: Processor) -> UInt32? {
        switch processor {
        case .x86: x86
        case .arm: arm
        }
    }

    static let clone = SystemCall("clone", 56, 220)
    static let socket = SystemCall("socket", 41, 198)
    static let socketPair = SystemCall("socketpair", 53, 199)
    static let deviceControl = SystemCall("ioctl", 16, 29)

    /// The last call a filter lets through: newer kernels have calls nobody has judged yet.
    static let lastKnown: UInt32 = 456
}
