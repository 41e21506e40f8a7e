import { HOLDS_NOTHING } from '../../python/is-empty.ts'

/*
 * MLflow makes the tables of a new SQLite file in some fifty steps. Of two servers that begin at once one fails; and what
 * is left of a start that was cut short is of no use to any later one. So the start on a new file is done one at a time,
 * and what it leaves half made goes with it. A small Python does that, which ends with the launcher, however that ends:
 *
 *   waiting for the kernel's lock on mlflow.db.starting ──the launcher is gone──▶ ended, with nothing done
 *      ▼
 *   locked ──the file has been made meanwhile──▶ "made", ended
 *      │ ──a killed launcher's note is in the lock──▶ what is in the file is taken out, if that is nothing ─┐
 *      ▼                                                                                                    ▼
 *   "held" or "anew", its own note in the lock ──"made"──▶ ended
 *      │ ──"given up"──▶ the file is removed, if nothing is in it; ended; the note stays where that could not be done
 *      ▼
 *   the launcher is gone ──▶ ended; the note stays, for the next start
 *
 * Only a file that this start, or one with a note, has begun is ever changed, and only where MLflow has not finished it:
 * whatever is in use has the experiment Default in it. Not even then where another process has it open, as far as this
 * user can see, or where nobody can tell.
 */
export const HOLDER = `
import fcntl, os, select, sqlite3, stat, sys, time
${HOLDS_NOTHING}
path, database = sys.argv[1:]
NOTE = b"made by nobody yet"

def say(word):
    os.write(1, word.encode() + b"\\n")

def size():
    try:
        return os.path.getsize(database)
    except OSError:
        return 0

def is_open():
    own = os.stat(database)
    for pid in os.listdir("/proc"):
        if not pid.isdigit() or int(pid) == os.getpid():
            continue
        try:
            links = os.listdir("/proc/" + pid + "/fd")
        except OSError:
            continue
        for link in links:
            try:
                found = os.stat("/proc/" + pid + "/fd/" + link)
            except OSError:
                continue
            if (found.st_dev, found.st_ino) == (own.st_dev, own.st_ino):
                return True
    return False

def drop(query):
    for (table,) in query("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'"):
        query('DROP TABLE "' + table + '"')

def remove(query=None):
    for end in ("-journal", "-wal", "-shm", ""):
        try:
            os.unlink(database + end)
        except FileNotFoundError:
            pass
        except OSError:
            # As of a file that a container has mounted.
            if query and not end:
                drop(query)

def clear(patience, act):
    """Empties or removes the file, if nothing is in it: "empty", "kept", or "busy" where that could not be done."""
    if size() == 0:
        if act is remove:
            remove()
        return "empty"
    deadline = time.monotonic() + patience
    try:
        connection = sqlite3.connect(database, timeout=1, isolation_level=None)
        query = lambda text: connection.execute(text).fetchall()
        def is_nothing():
            query("BEGIN EXCLUSIVE")
            return holds_nothing(query)
        if not is_nothing():
            return "kept"
        # Those who are there may need the lock to end.
        query("COMMIT")
        while is_open():
            if time.monotonic() > deadline:
                return "busy"
            time.sleep(0.1)
        if not is_nothing():
            return "kept"
        # Nobody else reads or writes it until it is done.
        act(query)
        query("COMMIT")
        connection.close()
        return "empty"
    except Exception:
        return "busy"

def take():
    """Waits for the lock. Gives its descriptor; None where there are none on this disk, or it is somebody's own file."""
    is_waiting = False
    while True:
        lock = os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_NONBLOCK, 0o666)
        if not stat.S_ISREG(os.fstat(lock).st_mode) or os.pread(lock, 100, 0) not in (b"", NOTE):
            return None
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            if os.stat(path).st_ino == os.fstat(lock).st_ino:
                return lock
        except BlockingIOError:
            if not is_waiting:
                say("waiting")
            is_waiting = True
            if select.select([0], [], [], 0.1)[0]:
                sys.exit()
        except FileNotFoundError:
            pass
        except OSError:
            os.unlink(path)
            return None
        os.close(lock)

os.makedirs(os.path.dirname(database), exist_ok=True)
lock = take()
if lock is None:
    say("made")
    sys.exit()
is_left = os.pread(lock, 100, 0) == NOTE
begun = size()
found = "kept" if begun > 0 and not is_left else clear(10, drop)
if found != "empty":
    if found == "kept":
        os.unlink(path)
    say("made")
    sys.exit()
try:
    os.pwrite(lock, NOTE, 0)
except OSError:
    # A full disk. What is left of this start is removed all the same, unless the launcher is killed.
    pass
say("anew" if begun > 0 else "held")
word = os.read(0, 100)
if word == b"given up\\n":
    # Removing takes no room on a full disk. Where it cannot be done, a later start does it.
    if clear(1, remove) == "busy":
        sys.exit()
if word:
    os.unlink(path)
`
