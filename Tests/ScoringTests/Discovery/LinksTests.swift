import Scoring
import Testing
import Wire

@Suite struct `Links of a card` {
    private static func links(
        _ card: String, model: String = "acme/anvil", texts: [String: String] = [:], info: JSONValue = [:]
    ) -> Links {
        Links(from: MetricFixture.facts(model: model, card: card, texts: texts, info: info))
    }

    @Test(arguments: [
        "see https://github.com/acme/anvil.", "[code](https://github.com/acme/anvil/tree/main/src)",
        "<http://www.github.com/acme/anvil.git>",
        "github.com/acme/anvil", "git@github.com:acme/anvil.git",
        "https://raw.githubusercontent.com/acme/anvil/main/a.png",
        "- **Repository:** https://github.com/acme/anvil#readme", "---\nrepo: acme/anvil\n---\n",
        "---\ntags: [\"repo:acme/anvil\"]\n---\n",
    ])
    func `a repository is found however it is written`(_ card: String) {
        #expect(Self.links(card).code == ["https://github.com/acme/anvil"])
    }

    @Test func `other hosts count, pages of a host do not`() {
        let card = """
            https://gitlab.com/group/sub/anvil/-/tree/main and https://codeberg.org/acme/anvil
            https://github.com/sponsors/acme https://github.com/acme https://example.com/acme/anvil
            """
        #expect(Self.links(card).code == ["https://codeberg.org/acme/anvil", "https://gitlab.com/group/sub/anvil"])
    }

    @Test func `the author's repository comes before others, libraries are left out`() {
        let card = """
            Built with https://github.com/huggingface/transformers and https://github.com/other/tool.

            ```bash
            pip install git+https://github.com/huggingface/peft
            ```

            ## Citation
            The code is at https://github.com/acme/anvil-training.
            """
        #expect(Self.links(card).code == ["https://github.com/acme/anvil-training", "https://github.com/other/tool"])
    }

    @Test func `repositories of a table are no code of the model`() {
        let card = "| data | rows |\n|---|---|\n| [comments](https://github.com/polyai/datasets) | 7 |\n"
        #expect(Self.links(card).code.isEmpty)
    }

    @Test func `the Hub's template links no paper`() {
        #expect(Self.links(SparseCards.template).papers.isEmpty)
        #expect(Self.links("x", info: ["tags": ["arxiv:1910.09700", "arxiv:1810.04805"]]).papers == ["1810.04805"])
        #expect(Self.links("https://arxiv.org/pdf/1706.03762v5.pdf").papers == ["1706.03762"])
    }

    @Test func `data sets come from the list, the tags and training sections`() {
        let card = """
            ---
            datasets: [acme/one, "https://huggingface.co/datasets/acme/two", "not a name!"]
            ---
            See https://huggingface.co/datasets/acme/elsewhere
            ## Training data
            [here](https://huggingface.co/datasets/acme/three)
            """
        let links = Self.links(card, info: ["tags": ["dataset:acme/one", "dataset:acme/four"]])
        #expect(links.datasets == ["acme/one", "acme/two", "acme/four", "acme/three"])
    }

    @Test func `parents are joined from all that name them, without itself and folders`() {
        let card = "---\nbase_model: [acme/base, acme/anvil, ./local]\n---\n"
        let merge = "slices:\n- sources:\n  - model: acme/left+lora\n  - model: acme/right\n"
        let links = Self.links(
            card,
            texts: ["mergekit_config.yml": merge, "adapter_config.json": #"{"base_model_name_or_path": "acme/base"}"#],
            info: ["tags": ["base_model:finetune:acme/base"]])
        #expect(links.parents.map(\.name) == ["acme/base", "acme/left", "acme/right"])
        #expect(links.parents.map(\.relation) == ["finetune", "merge", "merge"])
    }

    @Test func `a header of a GGUF file names what it was quantised from`() {
        var facts = MetricFixture.facts(card: "# Anvil")
        facts.headers["a.gguf"] = .known(HeaderFact(format: "gguf", baseModels: ["https://huggingface.co/acme/base"]))
        #expect(Links(from: facts).parents == [.init(name: "acme/base", relation: "quantized", source: "a.gguf")])
    }

    @Test func `there are never more than a few, whatever the card`() {
        let card = (0..<5000).map { "https://github.com/o\($0)/r https://huggingface.co/spaces/o\($0)/s" }.joined(
            separator: "\n")
        let names = (0..<50).map { "acme/d\($0)" }.joined(separator: ", ")
        let links = Self.links("---\ndatasets: [\(names)]\nbase_model: [\(names)]\n---\n\(card)")
        #expect(links.code.count == Links.maximumCode)
        #expect(links.datasets.count == Links.maximumDatasets)
        #expect(links.parents.count == Links.maximumParents)
        #expect(links.demos.count == Links.maximumDemos)
    }
}
