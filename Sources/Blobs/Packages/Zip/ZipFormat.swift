/// The constants of a zip file as Roost writes it: stored entries of known length, nothing else.
enum ZipFormat {
    static let localSignature: UInt32 = 0x0403_4B50
    static let centralSignature: UInt32 = 0x0201_4B50
    static let endSignature: UInt32 = 0x0605_4B50
    static let end64Signature: UInt32 = 0x0606_4B50
    static let locatorSignature: UInt32 = 0x0706_4B50

    static let localLength = 30
    static let centralLength = 46
    static let endLength = 22
    static let end64Length = 56
    static let locatorLength = 20

    /// In a 16- or 32-bit field: "look into the zip64 record".
    static let elsewhere16 = UInt16.max
    static let elsewhere32 = UInt32.max

    /// Names are UTF-8.
    static let flags: UInt16 = 1 << 11
    static let stored: UInt16 = 0
    static let plainVersion: UInt16 = 20
    static let zip64Version: UInt16 = 45
    /// Unix, so that the permissions below are heeded.
    static let madeBy: UInt16 = 3 << 8 | 45
    static let time: UInt16 = 0
    /// 1 January 1980, the first day a zip file can name: the same bytes whenever it is made.
    static let date: UInt16 = 1 << 5 | 1
    /// A regular file, `rw-r--r--`.
    static let attributes: UInt32 = 0o100644 << 16

    static let zip64Field: UInt16 = 0x0001
    /// The field by which Apache Commons Compress and others align data: the alignment, then zeros.
    static let alignmentField: UInt16 = 0xA11E
    static let alignmentHeader = 6
    /// What `mmap` needs.
    static let alignment: Int64 = 4096
}
