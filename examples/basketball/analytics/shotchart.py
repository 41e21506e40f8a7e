"""Draw the shots of one player, made and missed, with his share from each zone.

python analytics/shotchart.py --player "Ada Abara"
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

try:
    import mlflow
    import numpy as np
    from hoops.court import CORNER_Y, draw_court
    from hoops.options import make_parser
    from hoops.season import make_season
    from hoops.style import BLUE, VERMILION, new_figure
    from hoops.tracking import log_picture, start_run
except ModuleNotFoundError as error:
    sys.exit(f"the package {error.name} is missing: pip install -r requirements.txt")

ZONES = ["at the hoop", "in the paint", "mid-range", "corner three", "three from the arc"]


def zone_of(shots):
    inside = [
        shots.distance < 4,
        (shots.x.abs() <= 8) & (shots.y <= 19),
        shots.points == 2,
        shots.y <= CORNER_Y,
    ]
    return np.select(inside, ZONES[:4], ZONES[4])


def draw(shots, player, table):
    points = (shots.points * shots.made).sum()
    figure, axes = new_figure(f"{player}: {points} points from {len(shots)} shots", width=8.6, height=6)
    draw_court(axes)
    made, missed = shots[shots.made], shots[~shots.made]
    cross = {"marker": "x", "linewidths": 1, "alpha": 0.7, "label": f"missed ({len(missed)})"}
    axes.scatter(missed.x, missed.y, 16, VERMILION, **cross)
    axes.scatter(made.x, made.y, 22, "none", edgecolors=BLUE, linewidths=1.1, label=f"made ({len(made)})")
    beside = {"xycoords": "axes fraction", "va": "top", "annotation_clip": False}
    axes.legend(loc="upper left", bbox_to_anchor=(1.0, 0.98), frameon=False)
    for row, (zone, counts) in enumerate(table.iterrows()):
        share = f"{counts.made:.0f} of {counts.attempts:.0f}, {counts.made / counts.attempts:.0%}"
        axes.annotate(zone, (1.02, 0.78 - 0.13 * row), fontweight="bold", **beside)
        axes.annotate(share, (1.02, 0.73 - 0.13 * row), **beside)
    return figure


def main():
    parser = make_parser(__doc__.splitlines()[0])
    parser.add_argument("--player", help="without it, the one with the most points")
    options = parser.parse_args()

    shots = make_season(options.seed).shots
    points = (shots.points * shots.made).groupby(shots.player).sum()
    player = options.player or points.idxmax()
    if player not in points:
        sys.exit(f"no player {player} in this season; there are: {', '.join(points.index)}")
    own = shots[shots.player == player]
    table = own.assign(zone=zone_of(own)).groupby("zone").made.agg(made="sum", attempts="size")
    table = table.reindex([zone for zone in ZONES if zone in table.index])
    with start_run("shotchart", options):
        mlflow.set_tag("player", player)
        mlflow.log_metrics({"shots": len(own), "made": int(own.made.sum()), "points": int(points[player])})
        log_picture(draw(own, player, table), "shotchart.png")
        print(f"player: {player}")


if __name__ == "__main__":
    main()
