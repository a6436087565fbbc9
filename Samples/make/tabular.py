"""The small models of numbers: the digit classifier, the gated one and the one nobody licensed."""

import json
import subprocess
import sys
import time
from pathlib import Path

import numpy
from safetensors.numpy import save_file
from sklearn.datasets import load_breast_cancer, load_diabetes
from sklearn.linear_model import LinearRegression, LogisticRegression
from sklearn.metrics import accuracy_score, confusion_matrix
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import StandardScaler

from settings import HERE, SEED

CLASSIFIER_FILES = HERE / "files" / "tiny-classifier"


def make_classifier(folder: Path) -> dict:
    """Runs the repository's own train.py, so that the file in the repository is the one that made the weights."""
    folder.mkdir(parents=True, exist_ok=True)
    for source in CLASSIFIER_FILES.iterdir():
        (folder / source.name).write_bytes(source.read_bytes())
    began = time.monotonic()
    subprocess.run([sys.executable, "-B", "train.py"], cwd=folder, check=True)
    return json.loads((folder / "metrics.json").read_text(encoding="utf-8")) | {"seconds": round(time.monotonic() - began, 1)}


def make_digits(folder: Path) -> dict:
    """The digits scikit-learn ships, as CSV, in the split the classifier was measured on."""
    sys.path.insert(0, str(CLASSIFIER_FILES))
    from train import split

    digits, train, test = split()
    folder.mkdir(parents=True, exist_ok=True)
    header = ",".join([f"p{index}" for index in range(64)] + ["label"])
    sizes = {}
    for name, rows in [("train", train), ("test", test)]:
        lines = [",".join(str(int(value)) for value in [*digits.data[row], digits.target[row]]) for row in rows]
        (folder / f"{name}.csv").write_text("\n".join([header, *lines]) + "\n", encoding="utf-8")
        sizes[name] = len(lines)
    return sizes


def make_gated(folder: Path) -> dict:
    """Logistic regression on the Wisconsin diagnostic data; benign is the class called 1, as in the source."""
    data = load_breast_cancer()
    train_x, test_x, train_y, test_y = train_test_split(
        data.data, data.target, test_size=0.25, random_state=SEED, stratify=data.target
    )
    scaler = StandardScaler().fit(train_x)
    model = LogisticRegression(max_iter=1000).fit(scaler.transform(train_x), train_y)
    weights = {
        "mean": scaler.mean_, "scale": scaler.scale_, "linear.weight": model.coef_[0], "linear.bias": model.intercept_,
    }
    weights = {name: numpy.ascontiguousarray(value, dtype=numpy.float32) for name, value in weights.items()}
    folder.mkdir(parents=True, exist_ok=True)
    save_file(weights, folder / "model.safetensors")
    config = {
        "model_type": "logistic-regression",
        "features": data.feature_names.tolist(),
        "id2label": {str(index): name for index, name in enumerate(data.target_names.tolist())},
    }
    (folder / "config.json").write_text(json.dumps(config, indent=2) + "\n", encoding="utf-8")
    logits = ((test_x - weights["mean"]) / weights["scale"]) @ weights["linear.weight"] + weights["linear.bias"]
    guessed = (logits > 0).astype(int)
    confusion = confusion_matrix(test_y, guessed)
    return {
        "train_rows": len(train_y),
        "test_rows": len(test_y),
        "accuracy": accuracy_score(test_y, guessed),
        "malignant": int(confusion[0].sum()),
        "malignant_missed": int(confusion[0, 1]),
        "benign": int(confusion[1].sum()),
        "benign_alarmed": int(confusion[1, 0]),
    }


def make_unlicensed(folder: Path) -> None:
    data = load_diabetes()
    model = LinearRegression().fit(data.data, data.target)
    folder.mkdir(parents=True, exist_ok=True)
    weights = {"coefficients": model.coef_.astype(numpy.float32), "intercept": numpy.float32([model.intercept_])}
    save_file(weights, folder / "model.safetensors")
    config = {"model_type": "linear-regression", "features": list(data.feature_names)}
    (folder / "config.json").write_text(json.dumps(config, indent=2) + "\n", encoding="utf-8")
