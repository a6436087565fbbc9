/// Cards that say next to nothing: what tools write, what nobody filled in.
enum SparseCards {
    static let all: [(String, String)] = [
        ("trainer", trainer), ("template", template),
        ("one line", "---\nlicense: mit\n---\n\n# anvil\n\nTest model.\n"),
        ("front matter", "---\nlicense: apache-2.0\n---\n"), ("empty", ""), ("merge", merge),
        ("conversion", conversion),
        ("upload", upload),
    ]

    /// As a training loop writes it.
    static let trainer = """
        ---
        library_name: transformers
        license: apache-2.0
        base_model: acme/anvil-base
        tags:
        - generated_from_trainer
        metrics:
        - accuracy
        model-index:
        - name: anvil-finetuned
          results: []
        ---

        <!-- This model card has been generated automatically according to the information the Trainer had access to. You
        should probably proofread and complete it, then remove this comment. -->

        # anvil-finetuned

        This model is a fine-tuned version of [acme/anvil-base](https://huggingface.co/acme/anvil-base) on an unknown dataset.
        It achieves the following results on the evaluation set:
        - Loss: 0.2815
        - Accuracy: 0.9012

        ## Model description

        More information needed

        ## Intended uses & limitations

        More information needed

        ## Training and evaluation data

        More information needed

        ## Training procedure

        ### Training hyperparameters

        The following hyperparameters were used during training:
        - learning_rate: 2e-05
        - train_batch_size: 16
        - eval_batch_size: 16
        - seed: 42
        - optimizer: Use adamw_torch with betas=(0.9,0.999) and epsilon=1e-08
        - lr_scheduler_type: linear
        - num_epochs: 3

        ### Training results

        | Training Loss | Epoch | Step | Validation Loss | Accuracy |
        |:-------------:|:-----:|:----:|:---------------:|:--------:|
        | 0.3152        | 1.0   | 500  | 0.2911          | 0.8915   |

        ### Framework versions

        - Transformers 4.46.0
        - Pytorch 2.5.0
        """

    /// The Hub's template as it is before anybody wrote a word.
    static let template = """
        ---
        library_name: transformers
        tags: []
        ---

        # Model Card for Model ID

        <!-- Provide a quick summary of what the model is/does. -->

        ## Model Details

        ### Model Description

        This is the model card of a 🤗 transformers model that has been pushed on the Hub. This model card has been automatically generated.

        - **Developed by:** [More Information Needed]
        - **Funded by [optional]:** [More Information Needed]
        - **Shared by [optional]:** [More Information Needed]
        - **Model type:** [More Information Needed]
        - **Language(s) (NLP):** [More Information Needed]
        - **License:** [More Information Needed]
        - **Finetuned from model [optional]:** [More Information Needed]

        ### Model Sources [optional]

        - **Repository:** [More Information Needed]
        - **Paper [optional]:** [More Information Needed]
        - **Demo [optional]:** [More Information Needed]

        ## Uses

        ### Direct Use

        [More Information Needed]

        ### Downstream Use [optional]

        [More Information Needed]

        ### Out-of-Scope Use

        [More Information Needed]

        ## Bias, Risks, and Limitations

        [More Information Needed]

        ### Recommendations

        Users (both direct and downstream) should be made aware of the risks, biases and limitations of the model. More information needed for further recommendations.

        ## How to Get Started with the Model

        Use the code below to get started with the model.

        [More Information Needed]

        ## Training Details

        ### Training Data

        [More Information Needed]

        #### Training Hyperparameters

        - **Training regime:** [More Information Needed] <!--fp32, fp16 mixed precision, bf16 mixed precision -->

        ## Evaluation

        #### Metrics

        [More Information Needed]

        ## Environmental Impact

        Carbon emissions can be estimated using the [Machine Learning Impact calculator](https://mlco2.github.io/impact#compute) presented in [Lacoste et al. (2019)](https://arxiv.org/abs/1910.09700).

        - **Hardware Type:** [More Information Needed]
        - **Hours used:** [More Information Needed]

        ## Citation [optional]

        **BibTeX:**

        [More Information Needed]

        **APA:**

        [More Information Needed]

        ## Model Card Contact

        [More Information Needed]
        """

    static let merge = """
        ---
        base_model:
        - acme/anvil-a
        - acme/anvil-b
        library_name: transformers
        tags:
        - mergekit
        - merge
        ---
        # merged

        This is a merge of pre-trained language models created using [mergekit](https://github.com/cg123/mergekit).

        ## Merge Details
        ### Merge Method

        This model was merged using the SLERP merge method.

        ### Models Merged

        The following models were included in the merge:
        * [acme/anvil-a](https://huggingface.co/acme/anvil-a)
        * [acme/anvil-b](https://huggingface.co/acme/anvil-b)

        ### Configuration

        The following YAML configuration was used to produce this model:

        ```yaml
        slices:
          - sources:
              - model: acme/anvil-a
        ```
        """

    static let conversion = """
        ---
        base_model: acme/anvil
        tags:
        - gguf-my-repo
        ---

        # someone/anvil-Q4_K_M-GGUF
        This model was converted to GGUF format from [`acme/anvil`](https://huggingface.co/acme/anvil) using llama.cpp via a space.
        Refer to the [original model card](https://huggingface.co/acme/anvil) for more details on the model.
        """

    static let upload = """
        ---
        base_model: unsloth/anvil-bnb-4bit
        tags:
        - text-generation-inference
        license: apache-2.0
        language:
        - en
        ---

        # Uploaded model

        - **Developed by:** someone
        - **License:** apache-2.0
        - **Finetuned from model :** unsloth/anvil-bnb-4bit

        This llama model was trained 2x faster with [Unsloth](https://github.com/unslothai/unsloth) and Huggingface's TRL library.
        """
}
