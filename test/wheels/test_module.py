"""The functions of with_mlflow_env, with a script in the place of the launcher."""

import os
import shutil
import subprocess
import sys
import tempfile
import traceback
import unittest
import warnings
from unittest import mock

import with_mlflow_env
from with_mlflow_env import MlflowConfigError, MlflowConfigWarning, get_mlflow_config, run_env
from with_mlflow_env._reading import PRINT

SECRET = "s3cr3t-of-the-project"
# Prints its words as JSON.
ECHO = """
printf '{"words": ['; sep=
for word; do printf '%s"%s"' "$sep" "$word"; sep=', '; done
printf '], "cwd": "%s"}' "$PWD"
"""
# Runs the command behind `--`.
RUN = """
while [ "$1" != -- ]; do shift; done
shift
export AWS_SECRET_ACCESS_KEY="$NEW_SECRET"
unset NEW_SECRET PWD
exec "$@"
"""


class WithLauncher(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = os.path.realpath(folder.name)

    def launcher(self, script):
        path = os.path.join(self.folder, "launcher")
        with open(path, "w", encoding="utf-8") as file:
            file.write(f"#!/bin/sh\n{script}\n")
        os.chmod(path, 0o755)
        patch = mock.patch("with_mlflow_env._launcher.find_executable", return_value=path)
        patch.start()
        self.addCleanup(patch.stop)


class Words(WithLauncher):
    def words(self, **options):
        self.launcher(ECHO)
        return get_mlflow_config(**options)["words"]

    def test_without_options_there_are_none(self):
        self.assertEqual(self.words(), ["config", "--json"])

    def test_each_option_has_the_name_of_the_launchers(self):
        switches = ("override", "strict", "allow_fallback", "keep_aws", "keep_aws_config")
        for name in switches:
            self.assertEqual(self.words(**{name: True}), [f"--{name.replace('_', '-')}", "config", "--json"])

    def test_lists_become_several_words(self):
        found = self.words(env_files=["a b", "--c"], keep=["X", "Y"])
        self.assertEqual(found, ["--env-file=a b", "--env-file=--c", "--keep=X", "--keep=Y", "config", "--json"])

    def test_an_empty_list_reads_no_file(self):
        self.assertEqual(self.words(env_files=[]), ["--no-env-file", "config", "--json"])

    def test_a_text_in_the_place_of_a_list_is_an_error_of_the_program(self):
        for options in ({"env_files": ".env"}, {"keep": "AWS_PAGER"}):
            with self.assertRaisesRegex(TypeError, "must be a list, not str"):
                self.words(**options)

    def test_an_option_that_the_launcher_has_not_is_an_error_of_the_program(self):
        with self.assertRaises(TypeError):
            self.words(env_file=".env")

    def test_it_runs_in_the_folder_that_is_named(self):
        self.launcher(ECHO)
        self.assertEqual(get_mlflow_config(cwd=self.folder)["cwd"], self.folder)


class Environments(WithLauncher):
    def test_it_is_the_one_that_a_command_sees_byte_for_byte(self):
        self.launcher(RUN)
        given = {"NEW_SECRET": SECRET, "A": "1=2\n3", "UMLAUT": os.fsdecode(b"\xfc\xff"), "EMPTY": ""}
        before = dict(given)
        found = run_env(env=given)
        expected = {"AWS_SECRET_ACCESS_KEY": SECRET, "A": "1=2\n3", "UMLAUT": os.fsdecode(b"\xfc\xff"), "EMPTY": ""}
        self.assertEqual(dict(found), expected)
        self.assertEqual(given, before)
        again = subprocess.run(["/usr/bin/env"], env=found, capture_output=True, check=True)
        self.assertIn(b"UMLAUT=\xfc\xff", again.stdout)

    def test_python_reads_it_where_env_cannot(self):
        self.launcher(RUN)
        with mock.patch("with_mlflow_env._reading.ENV", "/nowhere"):
            found = run_env(env={"NEW_SECRET": SECRET, "LC_ALL": "C.UTF-8"})
        self.assertEqual(dict(found), {"AWS_SECRET_ACCESS_KEY": SECRET, "LC_ALL": "C.UTF-8"})
        self.assertIn("environb", PRINT)

    def test_neither_repr_nor_str_nor_pprint_shows_a_value(self):
        self.launcher(RUN)
        found = run_env(env={"NEW_SECRET": SECRET})
        for text in (repr(found), str(found), f"{found}", f"{[found]}"):
            self.assertEqual(text.strip("[]"), "<environment with AWS_SECRET_ACCESS_KEY>")

    def test_what_is_made_of_it_shows_no_value_either(self):
        self.launcher(RUN)
        found = run_env(env={"NEW_SECRET": SECRET})
        for made in (found.copy(), found | {"A": "1"}, {"A": "1"} | found):
            self.assertEqual(made["AWS_SECRET_ACCESS_KEY"], SECRET)
            self.assertNotIn(SECRET, repr(made))
        self.assertEqual(dict(found | {"AWS_SECRET_ACCESS_KEY": "mine"}), {"AWS_SECRET_ACCESS_KEY": "mine"})
        self.assertEqual(dict({"AWS_SECRET_ACCESS_KEY": "mine"} | found), {"AWS_SECRET_ACCESS_KEY": SECRET})

    def test_a_server_is_not_started_and_the_wish_for_one_is_kept(self):
        self.launcher('[ "$WITH_MLFLOW_ENV_WITH_SERVER" = 0 ] || exit 3\n' + RUN)
        found = run_env(env={"WITH_MLFLOW_ENV_WITH_SERVER": "1"})
        self.assertEqual(found["WITH_MLFLOW_ENV_WITH_SERVER"], "1")
        self.assertNotIn("WITH_MLFLOW_ENV_WITH_SERVER", run_env(env={}))

    def test_a_server_that_a_file_asks_for_against_the_environment_is_refused(self):
        self.launcher("""echo '{"options": {"withServer": {"kind": "file"}}}'""")
        for options in ({"override": True}, {"env": {"WITH_MLFLOW_ENV_OVERRIDE": "1"}}):
            with self.assertRaisesRegex(MlflowConfigError, "starts no server"):
                run_env(**options)

    def test_warnings_are_issued_for_the_line_that_called(self):
        self.launcher("echo 'with-mlflow-env: warning: which account' >&2\necho 'with-mlflow-env: note: x' >&2\n" + RUN)
        with warnings.catch_warnings(record=True) as found:
            warnings.simplefilter("always")
            run_env()
        self.assertEqual(
            [(str(w.message), w.category, w.filename) for w in found],
            [("which account", MlflowConfigWarning, __file__)],
        )


class Refusals(WithLauncher):
    def refusal(self, function=get_mlflow_config, **options):
        with self.assertRaises(MlflowConfigError) as caught:
            function(**options)
        return caught.exception

    def test_the_message_is_the_launchers_own(self):
        self.launcher("echo 'with-mlflow-env: warning: w' >&2; echo 'with-mlflow-env: error: no keys' >&2; exit 125")
        self.assertEqual(str(self.refusal()), "no keys")
        self.assertEqual(str(self.refusal(run_env)), "no keys")

    def test_an_end_without_a_message_tells_the_status(self):
        self.launcher("exit 7")
        self.assertRegex(str(self.refusal()), "launcher' ended with status 7 and without a message")

    def test_a_folder_that_is_not_there_is_named(self):
        self.launcher(ECHO)
        self.assertEqual(str(self.refusal(cwd="/no/where")), "the working directory '/no/where' does not exist")

    def test_a_launcher_that_cannot_be_started_is_named(self):
        self.launcher("")
        os.chmod(os.path.join(self.folder, "launcher"), 0o644)
        self.assertRegex(str(self.refusal()), "launcher' cannot be started: Permission denied")

    def test_what_no_process_can_be_given_is_described(self):
        self.launcher("exit 0")
        for env, reason in (
            ({"X": "\0"}, "a null character"),
            ({"A=B": "x"}, "a variable's name is empty or has '='"),
            ({"X": "\ud800"}, "a character that cannot be encoded"),
        ):
            with self.subTest(reason), self.assertRaisesRegex(MlflowConfigError, reason):
                run_env(env=env)

    def test_no_traceback_shows_a_secret_not_even_with_variables(self):
        self.launcher(f"echo {SECRET}; echo {SECRET} >&2; exit 1")
        for function in (get_mlflow_config, run_env):
            with self.subTest(function.__name__):
                self.assert_hidden(function, {"AWS_SECRET_ACCESS_KEY": SECRET})
                self.assert_hidden(function, {"AWS_SECRET_ACCESS_KEY": SECRET, "X": "\0"})

    def assert_hidden(self, function, env):
        try:
            function(env=env)
        except MlflowConfigError as error:
            # The frames below this one, which is the caller's.
            frames = traceback.TracebackException.from_exception(error, capture_locals=True).stack[1:]
            self.assertGreaterEqual(len(frames), 2)
            self.assertNotIn(SECRET, "".join(str(frame.locals) for frame in frames))
            self.assertNotIn(SECRET, str(error))
        else:
            self.fail("it was not refused")


class Installation(unittest.TestCase):
    """The module is copied, and asked there for the executable that belongs to it."""

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = os.path.realpath(folder.name)
        self.site = os.path.join(self.folder, "lib", "site")
        module = os.path.dirname(with_mlflow_env.__file__)
        shutil.copytree(module, os.path.join(self.site, "with_mlflow_env"), ignore=lambda *_: ["__pycache__"])

    def program(self, *path, mode=0o755, script='echo "$0 $*"'):
        full = os.path.join(self.folder, *path)
        os.makedirs(os.path.dirname(full), exist_ok=True)
        with open(full, "w", encoding="utf-8") as file:
            file.write(f"#!/bin/sh\n{script}\n")
        os.chmod(full, mode)
        return full

    def record(self, *entries):
        info = os.path.join(self.site, "with_mlflow_env-1.dist-info")
        os.makedirs(info)
        for name, text in (
            ("METADATA", "Metadata-Version: 2.4\nName: with-mlflow-env\nVersion: 1\n"),
            ("RECORD", "".join(f"{entry},,\n" for entry in entries)),
        ):
            with open(os.path.join(info, name), "w", encoding="utf-8") as file:
                file.write(text)

    def run_module(self):
        env = {"PYTHONPATH": self.site, "PATH": os.path.join(self.folder, "decoy")}
        self.program("decoy", "with-mlflow-env")
        command = [sys.executable, "-B", "-m", "with_mlflow_env", "a b", "--quiet"]
        return subprocess.run(command, env=env, capture_output=True, text=True, check=False)

    def test_the_record_of_the_installation_is_followed(self):
        path = self.program("scripts", "with-mlflow-env")
        self.record("with_mlflow_env/__init__.py", "../../scripts/with-mlflow-env")
        self.assertEqual(self.run_module().stdout, f"{path} a b --quiet\n")

    def test_a_folder_of_target_has_it_inside_whatever_the_record_says(self):
        path = self.program("lib", "site", "bin", "with-mlflow-env")
        self.program("bin", "with-mlflow-env")
        self.record("../../bin/with-mlflow-env")
        self.assertEqual(self.run_module().stdout, f"{path} a b --quiet\n")

    def test_signals_that_python_ignores_end_the_command(self):
        for name in ("PIPE", "XFSZ"):
            self.program("lib", "site", "bin", "with-mlflow-env", script=f"kill -{name} $$; echo still here")
            self.assertEqual(self.run_module().stdout, "")

    def test_without_it_the_module_says_what_is_missing_and_runs_no_other(self):
        self.program("scripts", "with-mlflow-env", mode=0o644)
        self.record("../../scripts/with-mlflow-env")
        result = self.run_module()
        self.assertEqual((result.returncode, result.stdout), (125, ""))
        self.assertRegex(
            result.stderr, f"^with-mlflow-env: error: .* that belongs to {self.site} is missing: reinstall"
        )

    def test_without_a_record_the_scheme_of_the_folder_is_followed(self):
        from with_mlflow_env import _executable

        paths = {"purelib": "/x/site", "platlib": "/y", "scripts": "/x/scripts"}
        with (
            mock.patch("sysconfig.get_scheme_names", return_value=["one"]),
            mock.patch("sysconfig.get_paths", return_value=paths),
        ):
            self.assertEqual(list(_executable.candidates("/x/site"))[-1], "/x/scripts/with-mlflow-env")
            self.assertNotIn("/x/scripts/with-mlflow-env", list(_executable.candidates("/other")))

    def test_windows_is_told_what_to_install(self):
        from with_mlflow_env import _executable

        none = mock.patch.object(_executable, "candidates", return_value=[])
        with (
            mock.patch.object(sys, "platform", "win32"),
            none,
            self.assertRaisesRegex(MlflowConfigError, "npm install"),
        ):
            _executable.find_executable()


if __name__ == "__main__":
    unittest.main()
