"""A season that never was: teams, players, games and shots, all of it from one seed."""

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import pandas as pd

from hoops.court import ARC_RADIUS, CORNER_X, CORNER_Y, HALF_LENGTH, HOOP_Y, distance_to_hoop, is_three

TEAMS = ["Anchors", "Beacons", "Comets", "Drifters", "Embers", "Falcons", "Glaciers", "Herons"]
POSITIONS = ["guard", "wing", "wing", "forward", "center"]
FIRST_NAMES = ["Ada", "Bea", "Cleo", "Dana", "Elif", "Finn", "Gus", "Hana", "Ivo", "Juna"]
LAST_NAMES = ["Abara", "Berg", "Costa", "Duval"]
KINDS = ["rim", "paint", "middle", "corner", "arc"]
# How often each position shoots from where.
HABITS = {
    "guard": [0.24, 0.14, 0.20, 0.08, 0.34],
    "wing": [0.26, 0.12, 0.16, 0.14, 0.32],
    "forward": [0.36, 0.20, 0.18, 0.08, 0.18],
    "center": [0.56, 0.24, 0.12, 0.02, 0.06],
}
# The mean of how much easier a player's passes make a shot, in log-odds.
PASSING = {"guard": 0.45, "wing": 0.25, "forward": 0.15, "center": 0.10}


@dataclass(frozen=True)
class Season:
    players: pd.DataFrame
    games: pd.DataFrame
    shots: pd.DataFrame


class Squad:
    """A team's players as arrays, one entry for each player."""

    def __init__(self, players):
        self.names = players.player.to_numpy()
        self.shooting = players.shooting.to_numpy()
        self.passing = players.passing.to_numpy()
        self.share = (players.usage / players.usage.sum()).to_numpy()
        # The upper bounds of the kinds of shots, between 0 and 1.
        self.habits = np.array([HABITS[position] for position in players.position]).cumsum(axis=1)


def make_season(seed=7, rounds=4):
    """Each team plays each other one `rounds` times, half of them at home."""
    rng = np.random.default_rng(seed)
    strength = rng.normal(0, 0.12, len(TEAMS))
    defence = rng.normal(0, 0.09, len(TEAMS))
    players = make_players(rng, strength)
    squads = [Squad(players[players.team == team]) for team in TEAMS]
    games, shots = [], []
    for number, (day, home, away) in enumerate(schedule(rounds)):
        points = {}
        for team, other in ((home, away), (away, home)):
            lift = (0.06 if team == home else -0.06) - defence[other]
            taken = make_shots(rng, squads[team], lift)
            where = {"game": number, "team": TEAMS[team], "opponent": TEAMS[other]}
            shots.append(taken | {name: np.full(len(taken["x"]), value) for name, value in where.items()})
            free_throws = rng.binomial(rng.poisson(20), 0.77)
            points[team] = int((taken["points"] * taken["made"]).sum() + free_throws)
        if points[home] == points[away]:
            points[rng.choice([home, away])] += 1
        games.append((number, day, TEAMS[home], TEAMS[away], points[home], points[away]))
    columns = ["game", "date", "home", "away", "home_points", "away_points"]
    all_shots = pd.DataFrame({name: np.concatenate([each[name] for each in shots]) for name in shots[0]})
    return Season(players, pd.DataFrame(games, columns=columns), all_shots)


def schedule(rounds):
    """Three days apart, everyone plays once: the circle method."""
    day = date(2025, 10, 21)
    for turn in range(rounds):
        circle = list(range(len(TEAMS)))
        for _ in range(len(TEAMS) - 1):
            for one, other in zip(circle[: len(TEAMS) // 2], reversed(circle[len(TEAMS) // 2 :]), strict=True):
                yield (day, one, other) if turn % 2 == 0 else (day, other, one)
            circle = [circle[0], circle[-1], *circle[1:-1]]
            day += timedelta(days=3)


def make_players(rng, strength):
    names = [f"{first} {last}" for last in LAST_NAMES for first in FIRST_NAMES]
    rows = []
    for index, (team, position) in enumerate((team, position) for team in range(len(TEAMS)) for position in POSITIONS):
        shooting = strength[team] + rng.normal(0, 0.15)
        passing = PASSING[position] + rng.normal(0, 0.20)
        rows.append((names[index], TEAMS[team], position, shooting, passing, rng.uniform(0.7, 1.3)))
    return pd.DataFrame(rows, columns=["player", "team", "position", "shooting", "passing", "usage"])


def make_shots(rng, squad, lift):
    """The shots of a team in one game. `lift` is how much easier all of them are, in log-odds."""
    count, players = rng.poisson(86), len(squad.names)
    shooter = rng.choice(players, count, p=squad.share)
    kind = (rng.random((count, 1)) > squad.habits[shooter]).sum(axis=1).clip(0, len(KINDS) - 1)
    x, y = locate(rng, kind)
    # The passer is another player of the team, the guard more often than not.
    passer = (shooter + rng.choice(players - 1, count) + 1) % players
    passer = np.where((shooter != 0) & (rng.random(count) < 0.4), 0, passer)
    assisted = rng.random(count) < np.array([0.50, 0.40, 0.35, 0.92, 0.78])[kind]
    distance = distance_to_hoop(x, y)
    odds = -0.76 + 1.45 * np.exp(-distance / 4) - 0.003 * distance
    odds += lift + squad.shooting[shooter] + assisted * squad.passing[passer]
    return {
        "player": squad.names[shooter],
        "passer": np.where(assisted, squad.names[passer], None),
        "x": x,
        "y": y,
        "distance": distance,
        "points": np.where(is_three(x, y), 3, 2),
        "made": rng.random(count) < 1 / (1 + np.exp(-odds)),
    }


def locate(rng, kind):
    """Where each shot is taken, in feet."""
    count = len(kind)
    bound = np.array([[0.3, 4], [4, 11], [11, 21], [0, 1], [ARC_RADIUS + 0.2, ARC_RADIUS + 3.5]])[kind]
    reach = rng.beta(1.3, 2.2, count)
    radius = bound[:, 0] + reach * (bound[:, 1] - bound[:, 0])
    # Beyond the arc there is less room at the sides.
    slack = np.where(kind == KINDS.index("arc"), 22.5, -12)
    angle = np.radians(rng.uniform(slack, 180 - slack))
    x, y = radius * np.cos(angle), HOOP_Y + radius * np.sin(angle)
    corner = kind == KINDS.index("corner")
    side = rng.choice([-1, 1], count)
    x = np.where(corner, side * (CORNER_X + 0.3 + 1.8 * reach), x)
    y = np.where(corner, rng.uniform(1, CORNER_Y - 0.5, count), y)
    return x, y.clip(0.5, HALF_LENGTH)
