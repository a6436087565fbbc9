import CLinux
import Glibc

/// The program's own code in memory.
package enum ProgramPages {
    /// Lets go of the pages of code that are mapped: those still needed come back one by one, from the file or the page cache.
    ///
    /// The kernel maps code sixteen pages at a time, so that a start leaves a third of the program behind as resident, and long
    /// work that needs little code would carry all of it.
    package static func letGo() {
        let page = UInt(sysconf(CInt(_SC_PAGESIZE)))
        let start = UInt(bitPattern: roost_code_start())
        let first = start / page * page
        // What the range ends in may hold data as well: that page is left.
        let length = (start + UInt(roost_code_size()) - first) / page * page
        // A hint: nothing depends on it.
        _ = madvise(UnsafeMutableRawPointer(bitPattern: first), Int(length), MADV_DONTNEED)
    }
}
