"""Train a model of how likely a shot is to go in, and log it with a picture of its fit.

python train/train.py --seed 7
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

try:
    import mlflow
    import numpy as np
    from hoops.features import rate_with_error, shot_features
    from hoops.options import make_parser, positive
    from hoops.season import make_season
    from hoops.style import BLUE, ORANGE, new_figure
    from hoops.tracking import log_picture, start_run
    from mlflow.models import infer_signature
    from sklearn.linear_model import LogisticRegression
    from sklearn.metrics import brier_score_loss, log_loss, roc_auc_score
    from sklearn.model_selection import train_test_split
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import PolynomialFeatures, StandardScaler
except ModuleNotFoundError as error:
    sys.exit(f"the package {error.name} is missing: pip install -r requirements.txt")


def draw(distance, made, expected):
    figure, axes = new_figure("How likely a shot is to go in")
    edges = np.arange(0, 29, 2)
    bins = np.digitize(distance, edges) - 1
    attempts = np.bincount(bins, minlength=len(edges))
    seen = attempts >= 20
    share, error = rate_with_error(np.bincount(bins, made, len(edges)), attempts)
    predicted = np.bincount(bins, expected, len(edges)) / attempts.clip(1)
    center = edges + 1
    axes.errorbar(
        center[seen], share[seen], error[seen], fmt="o", color=ORANGE, capsize=3, label="seen, with 95 % interval"
    )
    axes.plot(center[seen], predicted[seen], color=BLUE, linewidth=2, label="the model")
    axes.set(xlabel="distance to the hoop (ft)", ylabel="share of shots made", ylim=(0, 0.85), xlim=(0, 28))
    axes.yaxis.set_major_formatter("{x:.0%}")
    axes.grid(alpha=0.3)
    axes.legend(frameon=False)
    return figure


def main():
    parser = make_parser(__doc__.splitlines()[0])
    parser.add_argument("--degree", type=positive, default=3, help="degree of the polynomial")
    parser.add_argument("--c", type=float, default=1.0, help="inverse strength of the regularisation")
    options = parser.parse_args()

    shots = make_season(options.seed).shots
    features, made = shot_features(shots), shots.made.to_numpy()
    train_x, test_x, train_y, test_y = train_test_split(features, made, test_size=0.3, random_state=options.seed)
    with start_run("train", options):
        steps = StandardScaler(), PolynomialFeatures(options.degree), LogisticRegression(C=options.c, max_iter=1000)
        model = make_pipeline(*steps)
        model.fit(train_x, train_y)
        expected = model.predict_proba(test_x)[:, 1]
        scores = {
            "log_loss": log_loss(test_y, expected),
            "log_loss_of_the_mean": log_loss(test_y, np.full(len(test_y), train_y.mean())),
            "brier": brier_score_loss(test_y, expected),
            "auc": roc_auc_score(test_y, expected),
        }
        mlflow.log_metrics(scores)
        log_picture(draw(test_x.distance.to_numpy(), test_y, expected), "fit.png")
        # Named here, because MLflow otherwise starts a second Python just to find out what the model imports.
        signature = infer_signature(test_x, test_y)
        mlflow.sklearn.log_model(model, name="model", signature=signature, pip_requirements=["scikit-learn"])
        for name, value in scores.items():
            print(f"{name}: {value:.4f}")


if __name__ == "__main__":
    main()
