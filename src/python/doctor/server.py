"""What the tracking server says to a client with the command's settings."""

from responding import respond


def run():
    respond("server")
