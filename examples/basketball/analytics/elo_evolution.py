"""Rate the teams by Elo's rules after each game, and draw how the ratings went.

python analytics/elo_evolution.py --k 20
"""

import sys
from datetime import timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

try:
    import mlflow
    import numpy as np
    import pandas as pd
    from hoops.options import make_parser
    from hoops.season import TEAMS, make_season
    from hoops.style import TEAM_COLORS, new_figure
    from hoops.tracking import log_picture, start_run
    from matplotlib.dates import ConciseDateFormatter
except ModuleNotFoundError as error:
    sys.exit(f"the package {error.name} is missing: pip install -r requirements.txt")

START = 1500.0


def rate(games, k, home_advantage):
    """The ratings before the first and after each day, and for each game how likely the home team's win was."""
    ratings = dict.fromkeys(TEAMS, START)
    # Before the first day everyone is equal.
    history, chances = {games.date.min() - timedelta(days=3): dict(ratings)}, []
    for game in games.itertuples():
        lead = ratings[game.home] - ratings[game.away] + home_advantage
        chance = 1 / (1 + 10 ** (-lead / 400))
        margin = game.home_points - game.away_points
        # A clear win counts more, but less so if it was expected.
        weight = np.log1p(abs(margin)) * 2.2 / (2.2 + 0.001 * lead * np.sign(margin))
        change = k * weight * ((margin > 0) - chance)
        ratings[game.home] += change
        ratings[game.away] -= change
        history[game.date] = dict(ratings)
        chances.append(chance)
    return pd.DataFrame.from_dict(history, orient="index"), np.array(chances)


def spread(values, gap):
    """Moves labels apart so that none covers another one."""
    order = np.argsort(values)
    moved = np.array(values, dtype=float)
    for lower, upper in zip(order, order[1:], strict=False):
        moved[upper] = max(moved[upper], moved[lower] + gap)
    return moved + (np.mean(values) - moved.mean())


def draw(history):
    figure, axes = new_figure("Ratings over the season", width=9)
    days = pd.to_datetime(history.index)
    last = history.iloc[-1]
    places = spread(last.to_numpy(), gap=(history.to_numpy().max() - history.to_numpy().min()) / 22)
    for (team, values), color, place in zip(history.items(), TEAM_COLORS, places, strict=True):
        axes.plot(days, values, color=color, linewidth=1.8)
        axes.annotate(
            f"{team} {values.iloc[-1]:.0f}",
            (days[-1], values.iloc[-1]),
            (days[-1] + pd.Timedelta(days=4), place),
            color=color,
            va="center",
            arrowprops={"arrowstyle": "-", "color": color, "linewidth": 0.7, "shrinkA": 0, "shrinkB": 1},
            annotation_clip=False,
        )
    axes.axhline(START, color="0.7", linewidth=1, zorder=0)
    axes.set(xlabel="date", ylabel="Elo rating (points)", xlim=(days[0], days[-1] + pd.Timedelta(days=22)))
    axes.xaxis.set_major_formatter(ConciseDateFormatter(axes.xaxis.get_major_locator()))
    axes.grid(alpha=0.3)
    return figure


def main():
    parser = make_parser(__doc__.splitlines()[0])
    parser.add_argument("--k", type=float, default=12.0, help="how far one game moves a rating")
    parser.add_argument(
        "--home-advantage", type=float, default=60.0, help="rating points that playing at home is worth"
    )
    options = parser.parse_args()

    games = make_season(options.seed).games
    history, chances = rate(games, options.k, options.home_advantage)
    won = games.home_points > games.away_points
    with start_run("elo_evolution", options):
        mlflow.log_metrics(
            {
                "games": len(games),
                "brier": float(((chances - won) ** 2).mean()),
                "right": float(((chances > 0.5) == won).mean()),
                "best_rating": float(history.iloc[-1].max()),
            }
        )
        mlflow.log_text(history.round(1).to_csv(index_label="date"), "ratings.csv")
        log_picture(draw(history), "elo_evolution.png")
        print(f"best: {history.iloc[-1].idxmax()}")


if __name__ == "__main__":
    main()
