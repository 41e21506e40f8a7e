"""Tests proxy_variables.py. A process of its own, because importing it changes urllib for good."""

import collections
import os
import unittest
import urllib.request
from unittest import mock

import proxy_variables  # noqa: F401


class CountedEnvironment(collections.UserDict):
    """Counts how often all of it is read."""

    readings = 0

    def __iter__(self):
        self.readings += 1
        return super().__iter__()


class ReadOnce(unittest.TestCase):
    def test_the_environment_is_read_once_however_often_it_is_asked_for(self):
        env = CountedEnvironment({"HTTP_PROXY": "http://proxy.lab:3128", "no_proxy": "store.lab", "A": "b"})
        with mock.patch.object(os, "environ", env):
            first = urllib.request.getproxies()
            readings = env.readings
            self.assertEqual(first["http"], "http://proxy.lab:3128")
            self.assertTrue(urllib.request.proxy_bypass("store.lab"))
            self.assertFalse(urllib.request.proxy_bypass("other.lab"))
            first.clear()
            self.assertEqual(urllib.request.getproxies()["http"], "http://proxy.lab:3128")
        self.assertGreater(readings, 0)
        self.assertEqual(env.readings, readings)


if __name__ == "__main__":
    unittest.main()
