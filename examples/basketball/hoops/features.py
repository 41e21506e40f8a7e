"""What the model knows about a shot."""

import numpy as np

FEATURES = ["distance", "angle", "three", "assisted"]


def shot_features(shots):
    angle = np.degrees(np.arctan2(shots.x.abs(), (shots.y - 5.25).abs()))
    return shots.assign(
        angle=angle, three=(shots.points == 3).astype(float), assisted=shots.passer.notna().astype(float)
    )[FEATURES]


def rate_with_error(made, attempts):
    """A share and half of its 95 % interval (Agresti and Coull)."""
    made, attempts = np.asarray(made, dtype=float), np.asarray(attempts, dtype=float)
    share = (made + 2) / (attempts + 4)
    return made / attempts.clip(1), 1.96 * np.sqrt(share * (1 - share) / (attempts + 4))
