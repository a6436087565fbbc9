"""Trains tiny-classifier and measures it: `pip install -r requirements.txt && python train.py [FOLDER]`.

Writes model.safetensors, config.json and metrics.json into FOLDER (default: here). Same versions, same bytes.
"""

import json
import sys
from pathlib import Path

import numpy
from safetensors.numpy import save_file
from sklearn.datasets import load_digits
from sklearn.metrics import accuracy_score, confusion_matrix, f1_score, precision_recall_fscore_support
from sklearn.model_selection import train_test_split
from sklearn.neural_network import MLPClassifier

SEED, HIDDEN, EPOCHS, TEST_SHARE = 0, 32, 200, 0.2


def forward(images: numpy.ndarray, weights: dict[str, numpy.ndarray]) -> numpy.ndarray:
    """The whole model: images (n, 64) with values 0…16 to logits (n, 10)."""
    hidden = numpy.maximum(images / 16.0 @ weights["hidden.weight"].T + weights["hidden.bias"], 0.0)
    return hidden @ weights["output.weight"].T + weights["output.bias"]


def shifted(images: numpy.ndarray) -> numpy.ndarray:
    """The same images moved one pixel to the right."""
    moved = numpy.zeros_like(images).reshape(-1, 8, 8)
    moved[:, :, 1:] = images.reshape(-1, 8, 8)[:, :, :-1]
    return moved.reshape(-1, 64)


def split():
    """Rows of scikit-learn's digits: (train, test), stratified by digit."""
    digits = load_digits()
    rows = numpy.arange(len(digits.target))
    train, test = train_test_split(rows, test_size=TEST_SHARE, random_state=SEED, stratify=digits.target)
    return digits, numpy.sort(train), numpy.sort(test)


def train(images: numpy.ndarray, labels: numpy.ndarray) -> dict[str, numpy.ndarray]:
    model = MLPClassifier(hidden_layer_sizes=(HIDDEN,), max_iter=EPOCHS, tol=0.0, n_iter_no_change=EPOCHS, random_state=SEED)
    model.fit(images / 16.0, labels)
    (hidden, output), (hidden_bias, output_bias) = model.coefs_, model.intercepts_
    named = {"hidden.weight": hidden.T, "hidden.bias": hidden_bias, "output.weight": output.T, "output.bias": output_bias}
    return {name: numpy.ascontiguousarray(value, dtype=numpy.float32) for name, value in named.items()}


def measure(weights, train_set, test_set) -> dict:
    images, labels = test_set
    guessed = forward(images, weights).argmax(1)
    _, recall, _, support = precision_recall_fscore_support(labels, guessed)
    confusion = confusion_matrix(labels, guessed)
    mistakes = sorted(((int(confusion[a, b]), a, b) for a in range(10) for b in range(10) if a != b), reverse=True)
    return {
        "train_rows": len(train_set[1]),
        "test_rows": len(labels),
        "train_accuracy": accuracy_score(train_set[1], forward(train_set[0], weights).argmax(1)),
        "accuracy": accuracy_score(labels, guessed),
        "f1_macro": f1_score(labels, guessed, average="macro"),
        "shifted_accuracy": accuracy_score(labels, forward(shifted(images), weights).argmax(1)),
        "recall": {str(digit): float(value) for digit, value in enumerate(recall)},
        "support": {str(digit): int(value) for digit, value in enumerate(support)},
        "commonest_mistakes": [[count, f"{a} read as {b}"] for count, a, b in mistakes[:3] if count],
    }


def main() -> None:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent
    digits, train_rows, test_rows = split()
    weights = train(digits.data[train_rows], digits.target[train_rows])
    metrics = measure(
        weights,
        (digits.data[train_rows], digits.target[train_rows]),
        (digits.data[test_rows], digits.target[test_rows]),
    )
    config = {
        "model_type": "mlp",
        "input": {"shape": [64], "range": [0, 16], "meaning": "8x8 image, row by row, ink per 4x4 block"},
        "layers": [{"name": "hidden", "units": HIDDEN, "activation": "relu"}, {"name": "output", "units": 10}],
        "scale": 16.0,
        "id2label": {str(digit): str(digit) for digit in range(10)},
        "training": {"seed": SEED, "epochs": EPOCHS, "optimizer": "adam", "learning_rate": 0.001, "batch_size": 200},
    }
    save_file(weights, folder / "model.safetensors")
    for name, value in [("config", config), ("metrics", metrics)]:
        (folder / f"{name}.json").write_text(json.dumps(value, indent=2) + "\n", encoding="utf-8")
    print(f"accuracy {metrics['accuracy']:.4f} on {metrics['test_rows']} held-out images")


if __name__ == "__main__":
    main()
