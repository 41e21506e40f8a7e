# Starts commands and tells what each start took. Reads a plan (JSON) from the file that is named, writes the answer
# (JSON) to standard output. In Python because wait4() tells what a child, with all that it waited for, used of the
# processor: Node cannot ask that.
import ctypes
import json
import os
import signal
import sys
import time

LIMIT = 60  # Seconds. A start that takes longer hangs.
SETTLE = 0.5  # Seconds from the command's start to the look at the memory: what the launcher frees is free by then.
PR_SET_CHILD_SUBREAPER = 36  # Of Linux: <sys/prctl.h>.

stopped = False
current = None


class MeasurementError(Exception):
    pass


def session(leader):
    """The processes that a command is made of: each is started as the leader of a session of its own."""
    found = []
    for name in filter(str.isdigit, os.listdir("/proc")):
        try:
            with open(f"/proc/{name}/stat", encoding="latin-1") as file:
                # "pid (name) state ppid pgrp session …", and the name may hold anything.
                state, _, _, id = file.read().rpartition(")")[2].split()[:4]
        except OSError:
            continue
        if int(id) == leader and state not in "ZX":
            found.append(int(name))
    return found


def kill(*_):
    for process in session(current) if current is not None else []:
        try:
            os.kill(process, signal.SIGKILL)
        except ProcessLookupError:
            pass


def stop(*_):
    global stopped
    stopped = True
    kill()


def start(command, errors):
    """Gives the process id, and the moment before the start."""
    global current
    os.chdir(command["cwd"])
    argv = command["argv"]
    # As bytes: turning thousands of variables into them is the measurer's work, not the launcher's.
    env = {os.fsencode(name): os.fsencode(value) for name, value in command["env"].items()}
    actions = [
        (os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDONLY, 0),
        (os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0),
        (os.POSIX_SPAWN_OPEN, 2, errors, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600),
    ]
    # Python ignores these two, and an ignored signal would stay ignored.
    defaults = [signal.SIGPIPE, signal.SIGXFSZ]
    began = time.perf_counter()
    try:
        current = os.posix_spawn(argv[0], argv, env, file_actions=actions, setsid=True, setsigdef=defaults)
    except OSError as error:
        raise MeasurementError(f"{command['name']}: {error}") from error
    return current, began


def take_time(command, errors):
    """Wall and processor time of one start, in milliseconds."""
    global current
    signal.alarm(LIMIT)
    pid, began = start(command, errors)
    _, status, usage = os.wait4(pid, 0)
    wall = time.perf_counter() - began
    signal.alarm(0)
    current = None
    check(command, status, errors)
    return wall * 1000, (usage.ru_utime + usage.ru_stime) * 1000


def end_if_stopped():
    if stopped:
        sys.exit(128 + signal.SIGTERM)


def check(command, status, errors):
    end_if_stopped()
    code = os.waitstatus_to_exitcode(status)
    if code == 0:
        return
    text = ""
    if errors != os.devnull:
        with open(errors, encoding="utf-8", errors="replace") as file:
            text = file.read()
    how = f"ended with {code}" if code > 0 else f"was ended by signal {-code}"
    raise MeasurementError(f"{command['name']} {how}\n{text}".rstrip())


def time_all(plan):
    """Everything in turn, there and back again, so that what slows the machine for a while slows all alike."""
    commands = plan["commands"]
    samples = [{"wall": [], "processor": []} for _ in commands]
    for round in range(plan["warmups"] + plan["runs"]):
        warming = round < plan["warmups"]
        places = range(len(commands))
        for at in places if round % 2 == 0 else reversed(places):
            wall, processor = take_time(commands[at], plan["errors"] if warming else os.devnull)
            if not warming:
                samples[at]["wall"].append(wall)
                samples[at]["processor"].append(processor)
    return samples


def memory(command, waiting, errors):
    """The resident memory of the launcher's own processes while its command waits, in bytes."""
    global current

    def own(pid):
        return os.path.realpath(f"/proc/{pid}/exe") != waiting

    pid, began = start(command, errors)
    try:
        while all(map(own, session(pid))):
            ended, status = os.waitpid(pid, os.WNOHANG)
            if ended == 0 and not stopped and time.perf_counter() - began < LIMIT:
                time.sleep(0.01)
                continue
            check(command, status, errors)
            raise MeasurementError(f"{command['name']}: its command did not start")
        time.sleep(SETTLE)
        end_if_stopped()
        return sum(resident(process) for process in session(pid) if own(process))
    finally:
        kill()
        current = None
        try:
            os.waitpid(pid, 0)
        except ChildProcessError:
            pass


def resident(pid):
    with open(f"/proc/{pid}/status", encoding="latin-1") as file:
        return sum(int(line.split()[1]) * 1024 for line in file if line.startswith("VmRSS:"))


def peak(command, errors):
    """
    The largest resident memory of a process of the launcher, or of one that it waited for, in bytes.

    A process inherits this figure from the one that starts it, which here is a large Python. So a small shell is
    started, forks, and ends: what it leaves behind is handed to this process.
    """
    global current
    shell = {**command, "argv": ["/bin/sh", "-c", '"$@" &', "sh", *command["argv"]]}
    signal.alarm(LIMIT)
    pid, _ = start(shell, errors)
    _, status, _ = os.wait4(pid, 0)
    check(command, status, errors)
    _, status, usage = os.wait4(-1, 0)
    signal.alarm(0)
    current = None
    check(command, status, errors)
    # What the launcher has left running is nobody else's now.
    kill()
    # Kilobytes; bytes on macOS.
    return usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024)


def adopt_orphans():
    if ctypes.CDLL(None, use_errno=True).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0) != 0:
        raise MeasurementError("this system does not hand over the children of a process that has ended")


def peak_all(plan):
    adopt_orphans()
    times = range(plan["runs"])
    return [[peak(command, plan["errors"]) for _ in times] for command in plan["commands"]]


def weigh_all(plan):
    waiting = os.path.realpath(plan["waiting"])
    times = range(plan["runs"])
    return [[memory(command, waiting, plan["errors"]) for _ in times] for command in plan["commands"]]


signal.signal(signal.SIGALRM, kill)
signal.signal(signal.SIGTERM, stop)
with open(sys.argv[1], encoding="utf-8") as file:
    plan = json.load(file)
try:
    json.dump({"time": time_all, "memory": weigh_all, "peak": peak_all}[plan["what"]](plan), sys.stdout)
except MeasurementError as failure:
    sys.exit(str(failure))
