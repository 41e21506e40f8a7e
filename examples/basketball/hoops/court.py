"""A half court in feet, as the NBA draws it: x from the middle to the sides, y from the baseline to midcourt."""

import numpy as np
from matplotlib.patches import Arc, Circle, Rectangle

HALF_WIDTH, HALF_LENGTH = 25.0, 47.0
HOOP_Y = 5.25
ARC_RADIUS, CORNER_X = 23.75, 22.0
CORNER_Y = HOOP_Y + float(np.sqrt(ARC_RADIUS**2 - CORNER_X**2))


def distance_to_hoop(x, y):
    return np.hypot(x, np.asarray(y) - HOOP_Y)


def is_three(x, y):
    return np.where(np.asarray(y) <= CORNER_Y, np.abs(x) >= CORNER_X, distance_to_hoop(x, y) >= ARC_RADIUS)


def draw_court(axes, color="0.25", width=1.2):
    """Draws the lines above everything else, and sets the limits and the labels of the axes."""
    style = {"color": color, "linewidth": width, "fill": False, "zorder": 5}
    line = {"color": color, "linewidth": width, "zorder": 5, "solid_capstyle": "butt"}
    angle = float(np.degrees(np.arcsin((CORNER_Y - HOOP_Y) / ARC_RADIUS)))
    patches = [
        Rectangle((-HALF_WIDTH, 0), 2 * HALF_WIDTH, HALF_LENGTH, **style),
        Rectangle((-8, 0), 16, 19, **style),
        Arc((0, 19), 12, 12, theta1=0, theta2=180, **style),
        Arc((0, 19), 12, 12, theta1=180, theta2=360, linestyle=(0, (6, 5)), **style),
        Arc((0, HOOP_Y), 8, 8, theta1=0, theta2=180, **style),
        Arc((0, HOOP_Y), 2 * ARC_RADIUS, 2 * ARC_RADIUS, theta1=angle, theta2=180 - angle, **style),
        Arc((0, HALF_LENGTH), 12, 12, theta1=180, theta2=360, **style),
        Circle((0, HOOP_Y), 0.75, **style),
    ]
    for patch in patches:
        axes.add_patch(patch)
    axes.plot([-3, 3], [4, 4], **{**line, "linewidth": 2 * width})
    for side in (-1, 1):
        axes.plot([side * CORNER_X] * 2, [0, CORNER_Y], **line)
        axes.plot([side * 4] * 2, [4, HOOP_Y], **line)
    axes.set(
        xlim=(-HALF_WIDTH - 1, HALF_WIDTH + 1),
        ylim=(-1, HALF_LENGTH + 1),
        aspect="equal",
        xlabel="distance from the middle (ft)",
        ylabel="distance from the baseline (ft)",
    )
    axes.spines[:].set_visible(False)
