package import NIOPosix

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Finds the addresses of a name; given from outside so that tests decide where names lead.
package protocol NameResolving: Sendable {
    /// In the order in which they are to be tried; empty when the name has none.
    func addresses(of host: String) async -> [IPAddress]
}

/// The names this machine knows: files, DNS, whatever it is set up to ask.
package struct SystemNames: NameResolving {
    private static let maximumAddresses = 8
    private let threads: NIOThreadPool

    package init(threads: NIOThreadPool = .singleton) { self.threads = threads }

    package func addresses(of host: String) async -> [IPAddress] {
        let found = try? await threads.runIfActive { Self.lookUp(host) }  // a stopped pool finds nothing
        return found ?? []
    }

    /// Blocking, for as long as the system's resolver is patient.
    private static func lookUp(_ host: String) -> [IPAddress] {
        var hints = addrinfo()
        hints.ai_family = AF_UNSPEC
        #if canImport(Glibc)
            hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        #else
            hints.ai_socktype = SOCK_STREAM
        #endif
        hints.ai_flags = AI_ADDRCONFIG
        var list: UnsafeMutablePointer<addrinfo>?
        guard getaddrinfo(host, nil, &hints, &list) == 0 else { return [] }
        defer { freeaddrinfo(list) }
        var found: [IPAddress] = []
        var entry = list
        while let info = entry?.pointee, found.count < maximumAddresses {
            if let address = info.ai_addr.flatMap({ IPAddress($0) }), !found.contains(address) { found.append(address) }
            entry = info.ai_next
        }
        return found
    }
}
