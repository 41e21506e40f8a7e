"""The options that all scripts have."""

import argparse


def make_parser(description, seed=7):
    parser = argparse.ArgumentParser(
        description=description, formatter_class=argparse.ArgumentDefaultsHelpFormatter, allow_abbrev=False
    )
    parser.add_argument("--experiment", default="basketball", help="the experiment in MLflow")
    parser.add_argument("--seed", type=int, default=seed, help="which season is generated")
    return parser


def positive(text):
    """A whole number above zero, for argparse."""
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError(f"expected a number above 0, got {number}")
    return number
