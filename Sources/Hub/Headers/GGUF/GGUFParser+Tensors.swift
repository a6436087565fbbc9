import Domain

/// A tensor as the file tells it, before anything is believed.
struct GGUFTensorClaim {
    let name: String
    let dimensions: [UInt64]
    let type: GGUFTensorType
    /// From the start of the data.
    let offset: UInt64
    /// Where the claim stands in the file.
    let position: Int64
}

extension GGUFParser {
    /// Checks the claims against the file and each other.
    func assemble(
        _ metadata: [String: GGUFValue], _ claims: [GGUFTensorClaim], alignment: Int64
    ) throws(HeaderStop) -> GGUFHeader {
        let length = Int64(cursor.offset)
        let dataOffset = (length + alignment - 1) / alignment * alignment
        var names: Set<String> = []
        var tensors: [GGUFTensor] = []
        var parameters: Int64 = 0
        for claim in claims {
            guard names.insert(claim.name).inserted else { throw wrong(claim, "stands twice") }
            let tensor = try checked(claim, dataOffset: dataOffset, alignment: alignment)
            let (sum, overflow) = parameters.addingReportingOverflow(tensor.elements)
            let limit = cursor.fileSize.multipliedReportingOverflow(by: limits.parametersPerByte)
            guard !overflow, limit.overflow || sum <= limit.partialValue else {
                throw wrong(claim, "brings more weights than the file can hold")
            }
            parameters = sum
            tensors.append(tensor)
        }
        try checkOverlap(tensors, claims)
        return GGUFHeader(
            version: version, isBigEndian: cursor.isBigEndian, metadata: metadata, tensors: tensors, length: length,
            dataOffset: dataOffset, alignment: alignment, fileSize: cursor.fileSize)
    }

    private func checked(
        _ claim: GGUFTensorClaim, dataOffset: Int64, alignment: Int64
    ) throws(HeaderStop) -> GGUFTensor {
        var elements: Int64 = 1
        for dimension in claim.dimensions {
            let (product, overflow) = elements.multipliedReportingOverflow(by: Int64(clamping: dimension))
            guard !overflow else { throw wrong(claim, "has more weights than can be counted") }
            elements = product
        }
        let size = try byteCount(of: claim, elements)
        guard let relative = Int64(exactly: claim.offset), relative % alignment == 0 else {
            throw wrong(claim, "has the offset \(claim.offset), no multiple of \(alignment)")
        }
        let (start, isBeyond) = dataOffset.addingReportingOverflow(relative)
        let (end, isLonger) = start.addingReportingOverflow(size ?? 0)
        guard !isBeyond, !isLonger, end <= cursor.fileSize else {
            throw wrong(claim, "ends behind the end of the file")
        }
        return GGUFTensor(
            name: claim.name, dimensions: claim.dimensions, type: claim.type, offset: start, elements: elements,
            size: size.map { ByteCount($0) })
    }

    private func byteCount(of claim: GGUFTensorClaim, _ elements: Int64) throws(HeaderStop) -> Int64? {
        guard let block = claim.type.block else { return nil }
        guard Int64(clamping: claim.dimensions.first ?? 1) % block.weights == 0 else {
            throw wrong(claim, "has rows that are no whole number of \(claim.type) blocks")
        }
        let (bytes, overflow) = (elements / block.weights).multipliedReportingOverflow(by: block.bytes)
        guard !overflow else { throw wrong(claim, "is larger than can be counted") }
        return bytes
    }

    private func checkOverlap(_ tensors: [GGUFTensor], _ claims: [GGUFTensorClaim]) throws(HeaderStop) {
        var end: Int64 = 0
        for index in tensors.indices.sorted(by: { tensors[$0].offset < tensors[$1].offset }) {
            guard let size = tensors[index].size, size > .zero else { continue }
            guard tensors[index].offset >= end else { throw wrong(claims[index], "lies over another tensor") }
            end = tensors[index].offset + size.bytes
        }
    }

    private func wrong(_ claim: GGUFTensorClaim, _ what: String) -> HeaderStop {
        .failed(.malformed(.gguf, offset: claim.position, "the tensor `\(HeaderError.shown(claim.name))` \(what)"))
    }
}
