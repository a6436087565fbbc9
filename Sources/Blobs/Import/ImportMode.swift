/// How a file of the user's may come into the store.
///
/// A *reflink* shares the disk blocks until one side is edited: free and safe, where the file system offers it (btrfs,
/// XFS, bcachefs). A *hard link* is a second name of the same file: free, but whoever edits the original later edits the
/// blob too. `roost verify` notices that; nothing can prevent it.
package enum ImportMode: String, Hashable, Sendable, CaseIterable, CustomStringConvertible {
    /// A reflink if possible; else a hard link if nobody is likely to edit the original: it is read-only for
    /// everyone, or it lies in a Hugging Face cache under a hash, where files are replaced but never edited; else a copy.
    case auto
    case copy
    /// A hard link, or an error.
    case hardlink
    /// A reflink, or an error.
    case reflink

    package var description: String {
        switch self {
        case .auto: "file"
        case .copy: "copy"
        case .hardlink: "hard link"
        case .reflink: "reflink"
        }
    }
}
