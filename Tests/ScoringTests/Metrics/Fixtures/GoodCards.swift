/// Cards in the shapes that well documented models have; the text is ours.
enum GoodCards {
    static let all: [(String, String)] = [
        ("encoder", encoder), ("speech", speech), ("chat", chat), ("embedding", embedding), ("quantised", quantised),
        ("vision", vision),
    ]

    /// An encoder of the first years: intended uses, two snippets, a table of GLUE, a paper.
    static let encoder = """
        ---
        language: en
        license: apache-2.0
        tags:
        - exbert
        - arxiv:1810.04805
        datasets:
        - bookcorpus
        - wikipedia
        ---

        # Anvil base (uncased)

        Anvil is an encoder that was trained on English text to predict words that had been hidden. It was introduced in
        [this paper](https://arxiv.org/abs/1810.04805) and first released in
        [this repository](https://github.com/acme-research/anvil). It makes no difference between english and English.

        ## Model description

        The model reads a sentence from both sides at once. During training, fifteen in a hundred words were hidden and had
        to be told from the rest, and of two sentences it had to be told whether they followed each other in the source.

        ## Intended uses & limitations

        You can fill in hidden words with the raw model, but it is mostly meant to be fine-tuned on a task that uses the
        whole sentence, such as classification. To generate text you should look at other models.

        ### How to use

        You can use this model directly with a pipeline:

        ```python
        >>> from transformers import pipeline
        >>> unmasker = pipeline('fill-mask', model='acme/anvil')
        >>> unmasker("Hello I'm a [MASK] model.")
        ```

        ### Limitations and bias

        Even if the data of this model could be called fairly neutral, its predictions can be biased, and the bias stays in
        every version that is fine-tuned from it.

        ## Training data

        The model was trained on a collection of eleven thousand unpublished books and the English encyclopedia, without
        lists, tables and headers.

        ## Training procedure

        It was trained on four chips for one million steps with batches of 256 sequences. The optimizer was Adam with a
        learning rate of 1e-4, and the seed was 0.

        ## Evaluation results

        When fine-tuned on downstream tasks, this model achieves the following results:

        | Task | MNLI-(m/mm) | QQP  | QNLI | SST-2 | CoLA | Average |
        |:----:|:-----------:|:----:|:----:|:-----:|:----:|:-------:|
        |      | 84.6/83.4   | 71.2 | 90.5 | 93.5  | 52.1 | 79.6    |

        ```bibtex
        @article{anvil, title = {Anvil}, year = {2018}}
        ```
        """

    /// A speech model with structured results in the front matter.
    static let speech = """
        ---
        language:
        - en
        - de
        tags:
        - audio
        model-index:
        - name: anvil-tiny
          results:
          - task: {name: Automatic Speech Recognition, type: automatic-speech-recognition}
            dataset: {name: LibriSpeech (clean), type: librispeech_asr, config: clean, split: test}
            metrics:
            - {name: Test WER, type: wer, value: 7.54}
          - task: {name: Automatic Speech Recognition, type: automatic-speech-recognition}
            dataset: {name: LibriSpeech (other), type: librispeech_asr, config: other, split: test}
            metrics:
            - {name: Test WER, type: wer, value: 17.15}
          - task: {name: Automatic Speech Recognition, type: automatic-speech-recognition}
            dataset: {name: Common Voice, type: common_voice, split: test}
            metrics:
            - {name: Test WER, type: wer, value: 141}
        pipeline_tag: automatic-speech-recognition
        license: apache-2.0
        ---

        # Anvil speech

        A pre-trained model for recognising and translating speech, trained on hundreds of thousands of hours of labelled
        audio. It needs no fine-tuning for many domains. The original code is at <https://github.com/acme/anvil-speech>.

        ## Model details

        A sequence-to-sequence model of five sizes. The smaller four come for English alone and for many languages.

        # Usage

        To transcribe audio samples the model goes together with a processor, which prepares the inputs and decodes:

        ```python
        from transformers import WhisperProcessor, WhisperForConditionalGeneration
        processor = WhisperProcessor.from_pretrained("acme/anvil")
        model = WhisperForConditionalGeneration.from_pretrained("acme/anvil")
        ```

        ## Evaluated Use

        The users we have in mind are researchers who study robustness, generalisation, biases and constraints.

        ## Training Data

        Two thirds of the hours are English audio with English transcripts; the remainder is spread over 98 languages, and
        performance in a language goes with the amount of its training data.

        ## Performance and Limitations

        The models are robust against accents and noise. Because they predict text, they may write what was never said,
        and they repeat themselves more in languages with little data.
        """

    /// A chat model of today: quick start, benchmarks, links.
    static let chat = """
        ---
        library_name: transformers
        license: apache-2.0
        license_link: https://huggingface.co/acme/anvil/blob/main/LICENSE
        pipeline_tag: text-generation
        base_model:
        - acme/anvil-base
        ---

        # Anvil 8B Instruct

        <a href="https://chat.acme.example/" target="_blank"><img alt="Chat" src="https://img.shields.io/badge/chat"/></a>

        ## Highlights

        Anvil is the newest generation of our language models, dense and sparse, with much better reasoning, following of
        instructions, tool use, and support for more than a hundred languages and dialects.

        ## Model Overview

        - Type: Causal Language Models
        - Training Stage: Pretraining & Post-training
        - Number of Parameters: 8.2B
        - Context Length: 32,768 natively

        For more details, including evaluation, hardware requirements and speed, see our
        [blog](https://acme.example/blog/anvil), [GitHub](https://github.com/acme/anvil-llm), and
        [documentation](https://anvil.readthedocs.io/).

        ## Quickstart

        The code is in the latest release of the library, and we advise you to use it. The following shows how to generate
        content from given inputs.

        ```python
        from transformers import AutoModelForCausalLM, AutoTokenizer

        model_name = "acme/anvil"
        tokenizer = AutoTokenizer.from_pretrained(model_name)
        model = AutoModelForCausalLM.from_pretrained(model_name, torch_dtype="auto", device_map="auto")
        ```

        ## Evaluation

        | | Anvil 8B | Anvil 4B |
        |---|---|---|
        | MMLU-Pro | 63.1 | 55.0 |
        | GSM8K | 89.8 | 81.2 |

        ## Best practices

        Use a temperature of 0.6 and do not decode greedily, because it can lead to endless repetition. Standardise the
        format of outputs with prompts when you benchmark.
        """

    static let embedding = """
        ---
        license: mit
        language: en
        library_name: sentence-transformers
        pipeline_tag: sentence-similarity
        datasets:
        - snli
        ---

        # anvil-embed

        This is a sentence model: it maps sentences and paragraphs to a 384 dimensional dense vector space and can be used
        for tasks like clustering or semantic search.

        ## Usage

        Using this model becomes easy when the library is installed:

            pip install -U sentence-transformers

        Then you can use the model like this:

        ```python
        from sentence_transformers import SentenceTransformer
        model = SentenceTransformer('acme/anvil')
        print(model.encode(["This is an example sentence"]))
        ```

        ## Background

        The project aims to train embedding models on very large sets of sentence pairs with a contrastive objective: from
        a pair, the model should tell which of some random other sentences was really its partner.

        ## Intended uses

        Our model is intended to be used as an encoder of sentences and short paragraphs. By default, input longer than
        256 word pieces is truncated.

        ## Training procedure

        We use the pre-trained small encoder and fine-tune it with cross entropy over the cosine similarities of each pair
        in the batch. Batch size 1024, learning rate 2e-5, 100k steps.
        """

    static let quantised = """
        ---
        base_model: acme/anvil-8b
        base_model_relation: quantized
        license: apache-2.0
        pipeline_tag: text-generation
        ---

        # Anvil 8B in GGUF

        Quantised versions of Anvil 8B for llama.cpp, made with an importance matrix over a mixed set of texts and code.
        They run on a laptop; which file you want depends on the memory you have.

        ## How to use

        Choose a file that is one or two gigabytes smaller than your memory, so that everything fits, and start it:

        ```bash
        llama-cli -hf acme/anvil:Q4_K_M -p "Why is the sky blue?"
        ```

        ## Which file should I choose

        | Filename | Quant type | File size | Description |
        | --- | --- | --- | --- |
        | anvil-Q8_0.gguf | Q8_0 | 8.54GB | Extremely high quality, generally unneeded |
        | anvil-Q4_K_M.gguf | Q4_K_M | 4.92GB | Good quality, default size for most use cases, recommended |
        | anvil-Q2_K.gguf | Q2_K | 3.18GB | Very low quality but surprisingly usable |

        ## Limitations

        Quantisation costs quality: below four bits expect worse arithmetic and more repetition than the original has, and
        everything that limits the original limits these files too.

        ## Training data of the matrix

        The importance matrix was computed over two hundred thousand tokens of books, chat, source code and encyclopedia
        articles in twelve languages.
        """

    /// Underlined headings and bold labels instead of marked ones.
    static let vision = """
        ---
        license: mit
        tags: [image-classification, timm]
        library_name: timm
        pipeline_tag: image-classification
        datasets: [imagenet-1k]
        ---
        Anvil for images
        ================

        A residual network for classifying photographs. It was trained on the thousand classes of a well known
        collection by the authors of the paper, and the weights were converted by us.

        Model details
        -------------

        - **Model type:** image classification and feature backbone
        - **Papers:** https://arxiv.org/abs/1512.03385
        - **Training data:** one point two million labelled photographs in a thousand classes, cropped, flipped and
          normalised as the recipe of the library describes

        Model usage
        -----------

        The network takes a batch of images and answers with the scores of a thousand classes:

        ```python
        import timm
        model = timm.create_model('hf_hub:acme/anvil', pretrained=True)
        ```

        **Limitations**

        The classes are those of one collection. Photographs from other places and times are recognised worse, and people
        should not be classified with it at all.

        Results
        -------

        |model|top1|top5|
        |---|---|---|
        |anvil|80.4|94.6|
        """
}
