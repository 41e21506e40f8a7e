"""What python-dotenv makes of files: the environment after load_dotenv(), and its parser's statements."""

import io
import logging
import os
import re

import dotenv
from dotenv import main, parser

logging.getLogger("dotenv").setLevel(logging.CRITICAL)

# python-dotenv before 1.2.4 read quoted values so, and knew no comment right behind the equals sign.
EARLIER = {
    "_single_quoted_value": re.compile(r"'((?:\\'|[^'])*)'"),
    "_double_quoted_value": re.compile(r'"((?:\\"|[^"])*)"'),
    "_equal_sign": re.compile(r"(=)[^\S\r\n]*"),
}


def answer(question):
    """Loads the files one after the other into an environment."""
    os.environ.clear()
    os.environ.update(question["env"])
    try:
        for path in question["files"]:
            dotenv.load_dotenv(path)
    except Exception as error:
        return {"error": type(error).__name__, "env": {}}
    return {"error": None, "env": dict(os.environ)}


def bindings(question):
    """The statements of a text, and the values in the end, as this version and the earlier ones see them."""
    text, env = question["text"], question["env"]
    return {"now": _parse(text, env), "before": _parse_as_before(text, env)}


def _parse_as_before(text, env):
    kept = {name: getattr(parser, name) for name in EARLIER}
    try:
        for name, expression in EARLIER.items():
            setattr(parser, name, expression)
        # The byte order mark was kept; a second one survives today's removal of the first.
        return _parse("\ufeff" + text if text.startswith("\ufeff") else text, env)
    finally:
        for name, expression in kept.items():
            setattr(parser, name, expression)


def _parse(text, env):
    with io.TextIOWrapper(io.BytesIO(text.encode()), encoding="utf-8") as stream:
        found = list(parser.parse_stream(stream))
    os.environ.clear()
    os.environ.update(env)
    values = main.resolve_variables(((b.key, b.value) for b in found if b.key is not None), override=False)
    statements = [
        {"name": b.key, "value": b.value, "dropped": b.error, "line": _line(b), "text": b.original.string}
        for b in found
    ]
    return {"statements": statements, "values": dict(values)}


def _line(binding):
    """The first line that is not blank: the parser counts from the blank lines before it."""
    text = binding.original.string
    return binding.original.line + text[: len(text) - len(text.lstrip())].count("\n")
