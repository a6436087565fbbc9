/// From what people write for a licence to the licence.
struct LicenceNames {
    let index: LicenceIndex

    /// Spellings that no list has, of Debian, CRAN, R, npm and Python authors; as the index spells them.
    private static let usual: [String: String] = [
        "apache": "apache-2.0", "apache 2": "apache-2.0", "apache2": "apache-2.0", "apache-2": "apache-2.0",
        "apache v2": "apache-2.0", "apache software license": "apache-2.0", "asl 2.0": "apache-2.0",
        "expat": "mit", "mit/x11": "mit", "x11/mit": "mit", "bsd 2": "bsd-2-clause", "bsd-2": "bsd-2-clause",
        "bsd 3": "bsd-3-clause", "bsd-3": "bsd-3-clause", "new bsd": "bsd-3-clause", "simplified bsd": "bsd-2-clause",
        "modified bsd": "bsd-3-clause", "bsd-4": "bsd-4-clause", "bsd license": "bsd", "bsd-style": "bsd",
        "gplv2": "gpl-2.0", "gpl-2": "gpl-2.0", "gpl2": "gpl-2.0", "gpl v2": "gpl-2.0", "gplv2+": "gpl-2.0-or-later",
        "gpl-2+": "gpl-2.0-or-later", "gplv3": "gpl-3.0", "gpl-3": "gpl-3.0", "gpl3": "gpl-3.0", "gpl v3": "gpl-3.0",
        "gplv3+": "gpl-3.0-or-later", "gpl-3+": "gpl-3.0-or-later", "lgpl-2": "lgpl-2.0",
        "lgpl-2+": "lgpl-2.0-or-later",
        "lgplv2.1": "lgpl-2.1", "lgpl2.1": "lgpl-2.1", "lgplv3": "lgpl-3.0", "lgpl-3": "lgpl-3.0", "lgpl3": "lgpl-3.0",
        "lgpl-3+": "lgpl-3.0-or-later", "lgplv3+": "lgpl-3.0-or-later", "agplv3": "agpl-3.0", "agpl-3": "agpl-3.0",
        "agpl3": "agpl-3.0", "agplv3+": "agpl-3.0-or-later", "agpl-3+": "agpl-3.0-or-later", "mpl 2": "mpl-2.0",
        "mpl2": "mpl-2.0", "mpl-2": "mpl-2.0", "mplv2": "mpl-2.0", "psf": "psf-2.0", "python": "psf-2.0",
        "cc0": "cc0-1.0",
        "public-domain": "public-domain", "llama-2": "llama2", "llama-3": "llama3", "llama-3.1": "llama3.1",
        "llama-3.2": "llama3.2", "llama-3.3": "llama3.3", "llama-4": "llama4", "creativeml": "creativeml-openrail-m",
        "stable-diffusion": "creativeml-openrail-m", "openrail-m": "openrail", "rail": "openrail",
        "the unlicense": "unlicense", "public domain": "public-domain", "boost": "bsl-1.0", "artistic": "artistic-1.0",
        "tongyi-qianwen": "tongyi-qianwen-2023", "tongyi-qianwen-research": "qwen-research", "qwen": "qwen-2024",
        "qwen-research": "qwen-research", "deepseek": "deepseek-la-1.0", "deepseek-license": "deepseek-la-1.0",
        "nvidia-open-model-license": "nvidia-open-model-2025-04-28",
        "stabilityai-ai-community": "stability-ai-community-2024",
        "stabilityai-community": "stability-ai-community-2024",
        "stable-cascade-nc-community": "stability-ai-nc-2023-12-06",
        "flux-1-dev-non-commercial-license": "flux-1-nc", "falcon-180b-license": "falcon-180b",
        "mistral-research": "mrl",
        "mistral-ai-research-licence": "mrl", "mistral-non-production": "mnpl", "falcon-llm-license": "falcon-llm",
        "fair-nc": "fair-noncommercial-research-license", "fair-ai-nc": "fair-noncommercial-research-license",
        "exaone": "exaone-ai-model-1.1-nc", "openmdw": "openmdw-1.0", "cc-by-nc": "cc-by-nc-4.0",
    ]

    private static let table = Dictionary(
        usual.map { (folded($0.key), $0.value) }, uniquingKeysWith: { first, _ in first })
    private static let before = ["the-", "gnu-"]
    private static let after = ["-license", "-licence", "-only", "-license-agreement", "-licensed"]

    /// Nil for `other`, `unknown` and whatever nobody knows.
    func licence(_ name: String) -> Int? {
        let folded = Self.folded(name)
        guard !folded.isEmpty, !["other", "unknown", "none", "unlicensed"].contains(folded) else { return nil }
        if let direct = index.licence(named: folded) { return direct }
        if let usual = Self.table[folded] { return index.licence(named: usual) }
        for prefix in Self.before where folded.hasPrefix(prefix) {
            return licence(String(folded.dropFirst(prefix.count)))
        }
        for suffix in Self.after where folded.hasSuffix(suffix) {
            return licence(String(folded.dropLast(suffix.count)))
        }
        return nil
    }

    /// Lower case, with one dash for each run of other signs.
    private static func folded(_ name: String) -> String {
        let parts = name.lowercased().utf8.split { byte in
            !((97...122).contains(byte) || (48...57).contains(byte) || byte == UInt8(ascii: "+") || byte >= 0x80)
        }
        return parts.prefix(24).map { String(decoding: $0, as: UTF8.self) }.joined(separator: "-")
    }
}
