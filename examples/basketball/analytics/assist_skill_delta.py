"""Rank the players by how much better their passes make a shot than one without a pass.

python analytics/assist_skill_delta.py
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

try:
    import mlflow
    import numpy as np
    from hoops.features import rate_with_error
    from hoops.options import make_parser, positive
    from hoops.season import make_season
    from hoops.style import BLUE, VERMILION, new_figure
    from hoops.tracking import log_picture, start_run
    from sklearn.compose import make_column_transformer
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import OneHotEncoder, SplineTransformer
except ModuleNotFoundError as error:
    sys.exit(f"the package {error.name} is missing: pip install -r requirements.txt")


def add_delta(shots):
    """For each passer: how many more of 100 shots went in than the same shooters make from there by themselves."""
    alone = shots[shots.passer.isna()]
    columns = make_column_transformer(
        (SplineTransformer(n_knots=6), ["distance"]),
        (OneHotEncoder(), ["player", "opponent"]),
    )
    model = make_pipeline(columns, LogisticRegression(C=0.5, max_iter=1000)).fit(alone, alone.made)
    passed = shots[shots.passer.notna()]
    passed = passed.assign(expected=model.predict_proba(passed)[:, 1])
    table = passed.groupby(["passer", "passer_team"]).agg(
        passes=("made", "size"), made=("made", "sum"), expected=("expected", "sum")
    )
    _, error = rate_with_error(table.made, table.passes)
    delta = 100 * (table.made - table.expected) / table.passes
    return table.assign(delta=delta, error=100 * error).sort_values("delta").reset_index()


def draw(table):
    figure, axes = new_figure("What a pass adds to a shot", width=8, height=1.6 + 0.22 * len(table))
    colors = np.where(table.delta > table.error, BLUE, np.where(table.delta < -table.error, VERMILION, "0.5"))
    rows = np.arange(len(table))
    axes.hlines(rows, table.delta - table.error, table.delta + table.error, colors=colors, linewidth=1.6)
    axes.scatter(table.delta, rows, 28, colors, zorder=3)
    axes.axvline(0, color="0.3", linewidth=1)
    axes.set_yticks(rows, [f"{row.passer}, {row.passer_team} ({row.passes})" for row in table.itertuples()], fontsize=9)
    axes.set(
        xlabel="shots made above expectation, per 100 passes (with 95 % interval)",
        ylabel="passer, team (passes that led to a shot)",
        ylim=(-1, len(table)),
    )
    axes.set_title("blue: above 0 in the whole interval; orange: below it", fontsize=10)
    axes.grid(axis="x", alpha=0.3)
    return figure


def main():
    parser = make_parser(__doc__.splitlines()[0])
    parser.add_argument("--top", type=positive, default=24, help="how many players are shown")
    options = parser.parse_args()

    season = make_season(options.seed)
    table = add_delta(season.shots.assign(passer_team=season.shots.team))
    with start_run("assist_skill_delta", options):
        best = table.iloc[-1]
        mlflow.log_metrics({"passes": int(table.passes.sum()), "best_delta": float(best.delta)})
        mlflow.log_text(table.round(2).to_csv(index=False), "passers.csv")
        log_picture(draw(table.tail(options.top).reset_index(drop=True)), "assist_skill_delta.png")
        print(f"best: {best.passer}, {best.delta:+.1f} of 100")


if __name__ == "__main__":
    main()
