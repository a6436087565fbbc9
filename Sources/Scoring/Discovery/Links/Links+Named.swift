import Domain
import Hub
import Wire

extension Links {
    /// Data sets: the card's own list, tags, and links from sections about training.
    static func datasets(_ reading: Reading, _ addresses: CardAddresses) -> [String] {
        var names = reading.card?.datasets ?? []
        names += reading.cardData?["datasets"]?.strings ?? []
        names += reading.tagged("dataset:")
        for address in addresses.all where address.isAboutTraining && isHub(address.url.host) {
            guard address.url.path.first == "datasets", address.url.path.count >= 2 else { continue }
            names.append(address.url.path[1...].prefix(2).joined(separator: "/"))
        }
        return unique(names.compactMap { hubName($0, kind: .dataset) }, limit: maximumDatasets)
    }

    /// Papers: tags, arXiv, and publishers' addresses. The one about carbon emissions comes with the Hub's template.
    static func papers(_ reading: Reading, _ addresses: CardAddresses) -> [String] {
        var papers = reading.tagged("arxiv:")
        papers += reading.tagged("doi:").map { "https://doi.org/\($0)" }
        for address in addresses.all {
            let url = address.url
            switch url.host {
            case "arxiv.org" where url.path.count >= 2 && ["abs", "pdf", "html"].contains(url.path[0]):
                papers.append(arxivNumber(url.path[1]))
            case "huggingface.co" where url.path.count == 2 && url.path[0] == "papers", "hf.co":
                if url.path.count == 2, url.path[0] == "papers" { papers.append(url.path[1]) }
            case "doi.org", "aclanthology.org", "aclweb.org", "openreview.net", "papers.nips.cc", "biorxiv.org",
                "proceedings.mlr.press", "openaccess.thecvf.com", "dl.acm.org", "ieeexplore.ieee.org", "nature.com":
                if !url.path.isEmpty { papers.append("https://\(url.host)/\(url.path.joined(separator: "/"))") }
            default: break
            }
        }
        return unique(papers.filter { !$0.isEmpty && $0 != "1910.09700" }, limit: maximumPapers)
    }

    /// Demonstrations and notebooks.
    static func demos(_ addresses: CardAddresses) -> [String] {
        let urls = addresses.all.map(\.url).filter { url in
            isHub(url.host) && url.path.first == "spaces"
                || ["colab.research.google.com", "kaggle.com", "replicate.com", "gradio.app"].contains(url.host)
                || url.path.last?.hasSuffix(".ipynb") == true || url.host.hasSuffix(".hf.space")
        }
        return unique(urls.map { "https://\($0.host)/\($0.path.joined(separator: "/"))" }, limit: maximumDemos)
    }

    /// A name by the Hub's rule, from a name or an address on a Hub; nil for local folders and other texts.
    static func hubName(_ text: String, kind: RepositoryKind) -> String? {
        var name = text
        if text.utf8.count <= AddressScan.maximumBytes, let url = WebAddress(text) {
            guard isHub(url.host) else { return nil }
            let path = url.path.first == kind.plural ? Array(url.path.dropFirst()) : url.path
            name = path.prefix(2).joined(separator: "/")
        }
        return RepositoryID(name, kind: kind)?.path
    }

    static func isHub(_ host: String) -> Bool { host == "huggingface.co" || host == "hf.co" }

    private static func arxivNumber(_ part: String) -> String {
        let bare = part.hasSuffix(".pdf") ? String(part.dropLast(4)) : part
        guard let version = bare.lastIndex(of: "v"), bare[bare.index(after: version)...].allSatisfy(\.isNumber) else {
            return bare
        }
        return String(bare[..<version])
    }
}
