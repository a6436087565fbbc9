import Wire

/// TensorFlow's operations that reach files, programs or the network.
enum TensorOperations {
    static let unsafe: Set<String> = [
        "ReadFile", "WriteFile", "PyFunc", "PyFuncStateless", "EagerPyFunc", "ImmutableConst", "RpcCall", "TryRpc",
        "Rpc",
        "RpcServer", "RpcClient", "RpcServerStart", "RpcServerRegister",
    ]

    private static let suspicious: Set<String> = [
        "WholeFileReader", "WholeFileReaderV2", "MatchingFiles", "DebugIdentity", "DebugIdentityV2", "DebugIdentityV3",
        "DebugNanCount", "DebugNumericSummary", "SaveDataset", "SaveDatasetV2", "DatasetToTFRecord",
        "DatasetToTFRecordV2", "SnapshotDataset", "SnapshotDatasetV2", "CreateSummaryFileWriter",
        "CreateSummaryDbWriter",
        "ExperimentalDatasetToTFRecord", "DecodeProtoV2", "EncodeProto", "WriteRawProtoSummary", "ImportEvent",
        "IgniteDataset", "KafkaDataset", "SqlDataset", "ExperimentalSqlDataset", "LMDBDataset", "PyDataset",
    ]

    /// Nil for an operation that computes.
    static func verdict(_ name: String) -> ScanVerdict? {
        unsafe.contains(name) ? .unsafe : suspicious.contains(name) ? .suspicious : nil
    }

    static func reason(_ name: String) -> String {
        switch name {
        case "ReadFile", "WholeFileReader", "WholeFileReaderV2", "ImmutableConst":
            "reads files of the machine it runs on"
        case "WriteFile": "writes files of the machine it runs on"
        case _ where name.contains("Py"): "runs Python code"
        case _ where name.contains("Rpc"): "calls other machines"
        default: "reaches files or other machines"
        }
    }
}
