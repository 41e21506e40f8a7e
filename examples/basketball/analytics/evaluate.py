"""Test the newest model on a season that it has not seen.

python analytics/evaluate.py --seed 8
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

try:
    import mlflow
    import numpy as np
    from hoops.features import rate_with_error, shot_features
    from hoops.options import make_parser
    from hoops.season import make_season
    from hoops.style import BLUE, ORANGE, new_figure
    from hoops.tracking import log_picture, newest_model, readable_errors, start_run
    from sklearn.metrics import brier_score_loss, log_loss, roc_auc_score
except ModuleNotFoundError as error:
    sys.exit(f"the package {error.name} is missing: pip install -r requirements.txt")


def draw(made, expected):
    figure, (left, right) = new_figure("The model on a new season", width=10, height=5, columns=2)
    edges = np.quantile(expected, np.linspace(0, 1, 11))
    bins = np.digitize(expected, edges[1:-1])
    attempts = np.bincount(bins, minlength=10)
    share, error = rate_with_error(np.bincount(bins, made, 10), attempts)
    predicted = np.bincount(bins, expected, 10) / attempts.clip(1)
    low, high = 0.25, 0.75
    left.plot([low, high], [low, high], color="0.6", linestyle="--", label="perfect")
    left.errorbar(predicted, share, error, fmt="o", color=BLUE, capsize=3, label="tenths, with 95 % interval")
    left.set(
        xlabel="share expected",
        ylabel="share made",
        xlim=(low, high),
        ylim=(low, high),
        aspect="equal",
        title="Calibration",
    )
    left.legend(frameon=False, loc="upper left")
    left.grid(alpha=0.3)
    steps = np.linspace(low, high, 41)
    right.hist([expected[made], expected[~made]], steps, color=[BLUE, ORANGE], stacked=True, label=["made", "missed"])
    right.set(xlabel="share expected", ylabel="shots", title="Where the shots are")
    right.legend(frameon=False)
    for axis in (left.xaxis, left.yaxis, right.xaxis):
        axis.set_major_formatter("{x:.0%}")
    return figure


def main():
    parser = make_parser(__doc__.splitlines()[0], seed=8)
    options = parser.parse_args()

    shots = make_season(options.seed).shots
    features, made = shot_features(shots), shots.made.to_numpy()
    with readable_errors():
        logged = newest_model(options.experiment, "train")
        # By the model's own address: one that begins with runs:/ makes MLflow look in the wrong place first.
        model = mlflow.sklearn.load_model(logged.model_uri)
    expected = model.predict_proba(features)[:, 1]
    with start_run("evaluate", options):
        mlflow.set_tag("model_run", logged.source_run_id)
        scores = {
            "log_loss": log_loss(made, expected),
            "brier": brier_score_loss(made, expected),
            "auc": roc_auc_score(made, expected),
            "points_above_expected_per_100": 100 * float(((made - expected) * shots.points).mean()),
        }
        mlflow.log_metrics(scores)
        log_picture(draw(made, expected), "calibration.png")
        for name, value in scores.items():
            print(f"{name}: {value:.4f}")


if __name__ == "__main__":
    main()
