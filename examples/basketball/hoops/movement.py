"""Where the players of one team are during its possessions, ten times a second, as tracking cameras see it."""

import numpy as np

from hoops.court import HALF_LENGTH, HALF_WIDTH, HOOP_Y

RATE = 10
SECONDS = 14
# Where each of the five stands when nothing happens: x and y in feet.
SPOTS = np.array([[0, 31], [-18, 24], [18, 24], [-22.8, 6], [7, 9]], dtype=float)


def make_movement(seed=7, possessions=80):
    """Positions in feet with the shape (possessions, players, moments, 2).

    Everyone is drawn to a spot and drifts; half-way one player cuts to the basket and another one takes that spot.
    """
    rng = np.random.default_rng(seed)
    steps = RATE * SECONDS
    players = len(SPOTS)
    targets = np.repeat(np.tile(SPOTS, (possessions, 1, 1))[:, :, None], steps, axis=2)
    # Either side of the court is as good as the other.
    targets[..., 0] *= rng.choice([-1, 1], possessions)[:, None, None]
    for possession in range(possessions):
        cutter, other = rng.choice(players, 2, replace=False)
        start = rng.integers(steps // 3, 2 * steps // 3)
        targets[possession, other, start:] = targets[possession, cutter, start:]
        targets[possession, cutter, start:] = (rng.normal(0, 2), HOOP_Y + rng.gamma(2, 1.5))
    place = np.empty_like(targets)
    # They come over midcourt.
    place[:, :, 0] = targets[:, :, 0] * [1, 0.2] + [0, HALF_LENGTH - 8] + rng.normal(0, 2, (possessions, players, 2))
    speed = np.zeros((possessions, players, 2))
    for step in range(1, steps):
        pull = 1.6 * (targets[:, :, step] - place[:, :, step - 1]) - 2.4 * speed
        speed += pull / RATE + rng.normal(0, 2.2, speed.shape) / np.sqrt(RATE)
        place[:, :, step] = place[:, :, step - 1] + speed / RATE
    return place.clip([-HALF_WIDTH, 0], [HALF_WIDTH, HALF_LENGTH])
