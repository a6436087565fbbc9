/// Words that Hubs commonly have, offered while typing; anything else may be typed.
enum SearchWords {
    static let tasks = [
        "text-generation", "image-text-to-text", "text-classification", "token-classification", "question-answering",
        "fill-mask", "summarization", "translation", "feature-extraction", "sentence-similarity", "text-ranking",
        "zero-shot-classification", "automatic-speech-recognition", "text-to-speech", "audio-classification",
        "text-to-image", "image-to-text", "image-to-image", "image-classification", "object-detection",
        "image-segmentation", "depth-estimation", "text-to-video", "tabular-classification", "tabular-regression",
        "time-series-forecasting", "reinforcement-learning", "robotics", "any-to-any",
    ]
    static let libraries = [
        "transformers", "gguf", "safetensors", "sentence-transformers", "diffusers", "peft", "onnx", "pytorch",
        "tensorflow", "jax", "timm", "mlx", "scikit-learn", "spacy", "fasttext", "keras", "openvino", "nemo", "setfit",
        "adapter-transformers", "transformers.js",
    ]
    static let licences = [
        "apache-2.0", "mit", "bsd-3-clause", "cc-by-4.0", "cc-by-sa-4.0", "cc-by-nc-4.0", "cc0-1.0", "openrail",
        "creativeml-openrail-m", "bigscience-openrail-m", "llama2", "llama3", "llama3.1", "llama3.2", "llama3.3",
        "gemma", "gpl-3.0", "agpl-3.0", "lgpl-3.0", "mpl-2.0", "unlicense", "other",
    ]
}
