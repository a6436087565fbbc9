"""MLflow's registry on SQLite: `mlflow_search.py FOLDER COUNT` prints `row QUERY|P50|P99` in milliseconds."""

import random
import sys
import time

from mlflow.entities.model_registry import RegisteredModelTag
from mlflow.store.model_registry.sqlalchemy_store import SqlAlchemyStore

FAMILIES = ["llama", "mistral", "qwen", "gemma", "phi", "falcon", "yi", "deepseek", "mixtral", "bloom"]


def timed(call, count: int) -> list[float]:
    times = []
    for number in range(count):
        start = time.perf_counter()
        call(number)
        times.append((time.perf_counter() - start) * 1000)
    return sorted(times)


def say(name: str, times: list[float]) -> None:
    print(f"row {name}|{times[len(times) // 2]:.2f}|{times[int(len(times) * 0.99)]:.2f}")


folder, count = sys.argv[1], int(sys.argv[2])
store = SqlAlchemyStore(f"sqlite:///{folder}/mlflow.db")
draw = random.Random(1)
say("create_registered_model", timed(
    lambda n: store.create_registered_model(
        f"{draw.choice(FAMILIES)}-7b-v{n}", tags=[RegisteredModelTag("family", draw.choice(FAMILIES))]), count))
say("list", timed(lambda _: store.search_registered_models(max_results=20), 50))
say("name ILIKE", timed(lambda _: store.search_registered_models("name ILIKE '%mistral%'", max_results=20), 50))
say("tag", timed(lambda _: store.search_registered_models("tags.family = 'mistral'", max_results=20), 50))
