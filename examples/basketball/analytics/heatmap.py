"""Draw where a team shoots from, as attempts for each square foot and game.

python analytics/heatmap.py --team Comets
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

try:
    import mlflow
    import numpy as np
    from hoops.court import HALF_LENGTH, HALF_WIDTH, draw_court
    from hoops.options import make_parser
    from hoops.season import TEAMS, make_season
    from hoops.style import new_figure
    from hoops.tracking import log_picture, start_run
    from matplotlib.colors import LogNorm
    from scipy.ndimage import gaussian_filter
except ModuleNotFoundError as error:
    sys.exit(f"the package {error.name} is missing: pip install -r requirements.txt")

CELL = 0.5  # ft


def density(shots, games, blur):
    """Attempts for each square foot and game, on cells of half a foot."""
    x_edges = np.arange(-HALF_WIDTH, HALF_WIDTH + CELL, CELL)
    y_edges = np.arange(0, HALF_LENGTH + CELL, CELL)
    counts, _, _ = np.histogram2d(shots.y, shots.x, [y_edges, x_edges])
    return gaussian_filter(counts, blur / CELL, mode="reflect") / games / CELL**2


def draw(cells, title):
    figure, axes = new_figure(title, width=7, height=5.7)
    extent = (-HALF_WIDTH, HALF_WIDTH, 0, HALF_LENGTH)
    top = cells.max()
    scale = {"cmap": "cividis", "norm": LogNorm(top / 1000, top), "interpolation": "bilinear"}
    image = axes.imshow(cells.clip(top / 1000), origin="lower", extent=extent, **scale)
    draw_court(axes, color="white")
    figure.colorbar(image, label="attempts per square foot and game", shrink=0.85)
    return figure


def main():
    parser = make_parser(__doc__.splitlines()[0])
    parser.add_argument("--team", choices=TEAMS, help="only this team's shots; without it, everyone's")
    parser.add_argument("--blur", type=float, default=1.0, help="width of the blur in feet")
    options = parser.parse_args()

    season = make_season(options.seed)
    shots, games = season.shots, 2 * len(season.games)
    if options.team:
        shots = shots[shots.team == options.team]
        games = shots.game.nunique()
    with start_run("heatmap", options):
        mlflow.log_metrics({"shots": len(shots), "shots_per_game": len(shots) / games})
        title = f"Where {'the ' + options.team if options.team else 'a team'} shoots from"
        log_picture(draw(density(shots, games, options.blur), title), "heatmap.png")
        print(f"shots: {len(shots)}")


if __name__ == "__main__":
    main()
