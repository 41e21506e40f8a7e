"""Read the runs and their artifacts back, and log one heatmap over all of them.

with-mlflow-env python analytics/heatmap.py
"""

import argparse
from operator import add

import mlflow
from matplotlib.figure import Figure


def draw(names, shares, title):
    figure = Figure(figsize=(5, 4), layout="tight")
    axes = figure.subplots()
    image = axes.imshow(shares, cmap="viridis", vmin=0, vmax=1)
    axes.set(title=title, xlabel="predicted", ylabel="actual", xticks=range(len(names)), yticks=range(len(names)))
    axes.set_xticklabels(names, rotation=45)
    axes.set_yticklabels(names)
    figure.colorbar(image, label="share of the actual class")
    return figure


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--experiment", default="iris")
    options = parser.parse_args()

    runs = mlflow.search_runs(
        experiment_names=[options.experiment],
        filter_string="attributes.status = 'FINISHED'",
        output_format="list",
    )
    if not runs:
        raise SystemExit(f"no finished run in experiment {options.experiment}: run train.py first")
    tables = [mlflow.artifacts.load_dict(f"runs:/{run.info.run_id}/confusion.json") for run in runs]
    names = tables[0]["names"]
    total = [[0] * len(names) for _ in names]
    for table in tables:
        total = [list(map(add, sums, counts)) for sums, counts in zip(total, table["counts"])]
    shares = [[count / max(sum(counts), 1) for count in counts] for counts in total]

    mlflow.set_experiment(f"{options.experiment}-analytics")
    with mlflow.start_run():
        mlflow.log_metric("runs", len(runs))
        mlflow.log_figure(draw(names, shares, f"{len(runs)} runs"), "heatmap.png")
        print(f"heatmap of {len(runs)} runs: {mlflow.get_artifact_uri('heatmap.png')}")


if __name__ == "__main__":
    main()
