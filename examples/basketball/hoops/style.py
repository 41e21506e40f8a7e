"""The look of the pictures. The colours are Okabe and Ito's, which colour-blind people can tell apart."""

from matplotlib.figure import Figure

BLUE, ORANGE, GREEN, VERMILION = "#0072B2", "#E69F00", "#009E73", "#D55E00"
TEAM_COLORS = [BLUE, ORANGE, GREEN, VERMILION, "#CC79A7", "#56B4E9", "#000000", "#8C6D1F"]


def new_figure(title, width=7.5, height=5.5, columns=1, **more):
    """A figure with a title, and its axes."""
    figure = Figure(figsize=(width, height), dpi=120, layout="constrained")
    figure.suptitle(title, fontsize=13, fontweight="bold")
    axes = figure.subplots(1, columns, **more)
    for each in figure.axes:
        each.spines[["top", "right"]].set_visible(False)
    return figure, axes
