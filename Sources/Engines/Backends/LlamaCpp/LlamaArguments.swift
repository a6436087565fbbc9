import SystemPackage

/// How a llama.cpp is told what to load.
struct LlamaArguments {
    let order: EngineOrder
    let port: UInt16

    /// Behind the program's own; the launcher of the wheel takes the same.
    var words: [String] {
        var words = [
            "--model", order.model.string, "--alias", order.alias, "--host", "127.0.0.1", "--port", "\(port)",
            "--ctx-size", "\(order.context)", "--threads", "\(order.threads)", "--parallel", "\(order.slots)",
            "--ubatch-size", "\(order.microBatch)", "--no-webui",
            // Its prompt cache takes up to 8 GiB that nobody counts, and gives wrong answers with adapters.
            "--cache-ram", "0",
            // A connection holds a thread while it is kept open: as many as are given to it at once, and some for others.
            "--threads-http", "\(order.places + 8)",
        ]
        if order.isEmbedding { words.append("--embedding") }
        for adapter in order.adapters { words += ["--lora", adapter.string] }
        // A model that was made for text says nothing of how its vectors become one.
        if let pooling = order.pooling { words += ["--pooling", pooling] }
        return words
    }

    /// Nothing of Roost's own goes to a process that reads what others made.
    static func variables(_ environment: [String: String], key: String) -> [String: String] {
        var variables = [
            "PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "LLAMA_API_KEY": key,
            // Threads that wait by spinning take a busy machine's processors from those that work: 20 times slower.
            "GOMP_SPINCOUNT": "0", "OMP_WAIT_POLICY": "passive",
        ]
        // Which graphics card, and where its libraries are.
        for name in environment.keys
        where ["LD_LIBRARY_PATH", "CUDA_VISIBLE_DEVICES", "HIP_VISIBLE_DEVICES", "HOME"].contains(name)
            || name.hasPrefix("GGML_")
        {
            variables[name] = environment[name]
        }
        return variables
    }
}
