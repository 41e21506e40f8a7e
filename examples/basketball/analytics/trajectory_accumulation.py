"""Add up where the players of a team are during its possessions, and draw the time spent on each square foot.

python analytics/trajectory_accumulation.py --possessions 80
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

try:
    import mlflow
    import numpy as np
    from hoops.court import HALF_LENGTH, HALF_WIDTH, draw_court
    from hoops.movement import RATE, SECONDS, make_movement
    from hoops.options import make_parser, positive
    from hoops.style import TEAM_COLORS, new_figure
    from hoops.tracking import log_picture, start_run
    from matplotlib.colors import LogNorm
except ModuleNotFoundError as error:
    sys.exit(f"the package {error.name} is missing: pip install -r requirements.txt")

CELL = 1.0  # ft


def accumulate(movement):
    """Seconds of a player's presence for each square foot and possession."""
    edges = np.arange(-HALF_WIDTH, HALF_WIDTH + CELL, CELL), np.arange(0, HALF_LENGTH + CELL, CELL)
    x, y = movement[..., 0].ravel(), movement[..., 1].ravel()
    moments, _, _ = np.histogram2d(y, x, [edges[1], edges[0]])
    return moments / RATE / len(movement) / CELL**2


def draw(movement, seconds):
    figure, (left, right) = new_figure("Where five players spend their time", width=12, height=5.6, columns=2)
    draw_court(left)
    for number, (path, color) in enumerate(zip(movement[0], TEAM_COLORS, strict=False), start=1):
        left.plot(path[:, 0], path[:, 1], color=color, linewidth=1.4)
        left.scatter(*path[-1], 150, color, zorder=6)
        left.annotate(
            number, path[-1], color="white", ha="center", va="center", fontsize=9, fontweight="bold", zorder=7
        )
    left.set_title(f"One possession, {SECONDS} s; the number is where each ends", fontsize=10)
    top = seconds.max()
    image = right.imshow(
        seconds.clip(top / 300),
        origin="lower",
        extent=(-HALF_WIDTH, HALF_WIDTH, 0, HALF_LENGTH),
        cmap="cividis",
        norm=LogNorm(top / 300, top),
    )
    draw_court(right, color="white")
    right.set_title(f"All {len(movement)} possessions", fontsize=10)
    figure.colorbar(image, label="player seconds per square foot and possession", shrink=0.85)
    return figure


def main():
    parser = make_parser(__doc__.splitlines()[0])
    parser.add_argument("--possessions", type=positive, default=120, help="how many are added up")
    options = parser.parse_args()

    movement = make_movement(options.seed, options.possessions)
    seconds = accumulate(movement)
    run = np.linalg.norm(np.diff(movement, axis=2), axis=3).sum(axis=2)
    with start_run("trajectory_accumulation", options):
        mlflow.log_metrics(
            {
                "player_seconds": float(seconds.sum() * len(movement) * CELL**2),
                "feet_per_possession_and_player": float(run.mean()),
            }
        )
        log_picture(draw(movement, seconds), "trajectory_accumulation.png")
        print(f"feet per possession and player: {run.mean():.0f}")


if __name__ == "__main__":
    main()
