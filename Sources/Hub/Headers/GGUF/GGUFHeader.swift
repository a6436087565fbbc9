package import Domain

/// What stands before the weights of a GGUF file: metadata and the list of tensors, all checked against the file.
package struct GGUFHeader: Hashable, Sendable {
    /// 1, 2 or 3.
    package let version: UInt32
    package let isBigEndian: Bool
    package let metadata: [String: GGUFValue]
    package let tensors: [GGUFTensor]
    /// Bytes from the start of the file to the end of the tensor list.
    package let length: Int64
    /// Where the first tensor's data may begin: the length, rounded up to the alignment.
    package let dataOffset: Int64
    /// The multiple of which every tensor's offset is.
    package let alignment: Int64
    package let fileSize: Int64

    /// The number of weights in this file. A part of a split model holds only its own.
    package var parameterCount: Int64 { tensors.reduce(0) { $0 + $1.elements } }

    /// Bytes of all tensors in this file; what stands between the header and the end when a type's size is not known.
    package var weightBytes: ByteCount {
        let sizes = tensors.compactMap(\.size)
        return sizes.count == tensors.count ? sizes.total() : ByteCount(fileSize - dataOffset)
    }

    /// What is worth holding in memory for many files: without the tensors, and without the texts of long lists, whose
    /// numbers stay.
    package var outline: GGUFHeader {
        let metadata = metadata.mapValues { value in
            guard case .array(let array) = value, array.elementType == .string else { return value }
            return .array(GGUFArray(elementType: array.elementType, count: array.count, values: []))
        }
        return GGUFHeader(
            version: version, isBigEndian: isBigEndian, metadata: metadata, tensors: [], length: length,
            dataOffset: dataOffset, alignment: alignment, fileSize: fileSize)
    }
}
