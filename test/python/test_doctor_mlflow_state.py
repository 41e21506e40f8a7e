"""What mlflow_state.py finds without an import, and mlflow_import.py with one, for packages made up on the spot."""

import importlib
import os
import sys
import tempfile
import unittest
from unittest import mock

import mlflow_import
import mlflow_state


class State(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.site = os.path.join(folder.name, "site")
        self.other = os.path.join(folder.name, "other")
        # Only these two: the machine may have MLflow.
        own = [path for path in sys.path if "site-packages" not in path and "dist-packages" not in path]
        patch = mock.patch.object(sys, "path", [self.other, self.site, *own])
        patch.start()
        self.addCleanup(patch.stop)

    def write(self, folder, name, text=""):
        path = os.path.join(folder, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)
        importlib.invalidate_caches()
        return path

    def install(self, *requirements, name="mlflow", package="mlflow/__init__.py"):
        lines = [f"Name: {name}", "Version: 3.1", *(f"Requires-Dist: {one}" for one in requirements)]
        self.write(self.site, f"{name}-3.1.dist-info/METADATA", "\n".join(["Metadata-Version: 2.1", *lines, ""]))
        if package:
            self.write(self.site, package)

    def test_nothing_is_said_without_mlflow(self):
        self.assertIsNone(mlflow_state.describe())

    def test_one_that_is_whole_has_nothing(self):
        self.install("here>=1", 'there; extra == "all"', 'win; platform_system == "Windows"')
        self.install(name="here", package=None)
        self.assertEqual(mlflow_state.describe(), {"shadow": None, "isGone": False, "missing": []})

    def test_what_it_requires_and_is_not_there_is_named(self):
        self.install("graphene<4", "here")
        self.install(name="here", package=None)
        self.assertEqual(mlflow_state.describe()["missing"], ["graphene"])

    def test_another_package_in_its_place_is_named(self):
        self.install()
        path = self.write(self.other, "mlflow/__init__.py")
        self.assertEqual(mlflow_state.describe()["shadow"], path)

    def test_a_folder_without_modules_hides_nothing(self):
        self.install()
        self.write(self.other, "mlflow/notes.txt")
        self.assertEqual(mlflow_state.describe(), {"shadow": None, "isGone": False, "missing": []})

    def test_files_that_are_gone_are_noticed(self):
        self.install(package=None)
        self.assertTrue(mlflow_state.describe()["isGone"])

    def test_one_that_is_worked_on_is_elsewhere(self):
        self.install(package=None)
        self.write(self.other, "mlflow/__init__.py")
        self.assertEqual(mlflow_state.describe(), {"shadow": None, "isGone": False, "missing": []})

    def test_an_import_that_fails_gives_its_last_line(self):
        self.write(self.other, "mlflow/__init__.py", "raise ImportError('libfoo.so.1: cannot open')\n")
        with mock.patch.dict(os.environ, {"PYTHONPATH": self.other}):
            self.assertEqual(mlflow_import.find_error(), "ImportError: libfoo.so.1: cannot open")

    def test_an_import_that_crashes_gives_its_status(self):
        self.write(self.other, "mlflow/__init__.py", "import os; os._exit(7)\n")
        with mock.patch.dict(os.environ, {"PYTHONPATH": self.other}):
            self.assertEqual(mlflow_import.find_error(), "status 7")

    def test_an_import_that_works_gives_nothing(self):
        self.write(self.other, "mlflow/__init__.py", "import sys; print('hello', file=sys.stderr)\n")
        with mock.patch.dict(os.environ, {"PYTHONPATH": self.other}):
            self.assertIsNone(mlflow_import.find_error())


if __name__ == "__main__":
    unittest.main()
