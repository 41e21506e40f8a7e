"""Parses the blocks of pages that come as JSON, each by its language, and prints what cannot be parsed."""

import configparser
import json
import sys
from xml.etree import ElementTree

import tomllib
import yaml


def parse_ini(text):
    # systemd's units can repeat a key.
    configparser.ConfigParser(strict=False, interpolation=None).read_string(text)


PARSERS = {
    "json": json.loads,
    "yaml": yaml.safe_load,
    "toml": tomllib.loads,
    "ini": parse_ini,
    "xml": ElementTree.fromstring,
}

for block in json.load(sys.stdin):
    try:
        PARSERS[block["language"]](block["text"])
    except Exception as error:
        print(f"{block['where']}: {type(error).__name__}: {error}")
