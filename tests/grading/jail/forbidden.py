"""What a submission may try in the jail. Each function must fail: raise, or end its process.

They stand alone: the standard library only, so that any interpreter can run them as any user.
"""

from __future__ import annotations

import ctypes
import errno
import fcntl
import mmap
import os
import platform
import resource
import signal
import socket
import sqlite3
import struct
import subprocess
import threading
from pathlib import Path

TRIALS = {}
LIMITS = {"cpu": 30.0, "memory": 2 << 30, "file": 8 << 20, "open_files": 64, "threads": 40}
libc = ctypes.CDLL(None, use_errno=True)
X86_64 = platform.machine() == "x86_64"


def trial(f):
    TRIALS[f.__name__] = f
    return f


def each_fails(*attempts):
    """Raise if all attempts raise; return what has worked if one does not."""
    worked = []
    for number, attempt in enumerate(attempts):
        try:
            worked.append((number, repr(attempt())[:100]))
        except (OSError, MemoryError):
            continue
    if not worked:
        raise PermissionError("all of them fail")
    return worked


def call(function, *args):
    """Call the C library; a negative result raises."""
    given = [ctypes.c_long(a) if isinstance(a, int) else a for a in args]
    if getattr(libc, function)(*given) < 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))
    return f"{function} has worked"


def refused(number, *args):
    """Make a system call by its number; only EPERM and ENOSYS count as refused by the filter."""
    try:
        return call("syscall", number, *args)
    except OSError as e:
        if e.errno in (errno.EPERM, errno.ENOSYS):
            raise
        return f"the kernel looked at it: {e}"


# files of others ------------------------------------------------------------------------------------------------


@trial
def read_judges_specifications_and_exercises(w):
    return each_fails(*(Path(p).read_bytes for p in w.course_files))


@trial
def read_tests_solutions_and_the_projects_files(w):
    return each_fails(*(Path(p).read_bytes for p in w.project_files))


@trial
def list_the_projects_root(w):
    return os.listdir(w.root)


@trial
def read_another_students_work(w):
    return Path(w.outside, "submissions", "ada", "lab.ipynb").read_text()


@trial
def list_the_other_students(w):
    return os.listdir(Path(w.outside, "submissions"))


@trial
def open_the_gradebook(w):
    return each_fails(
        Path(w.outside, "gradebook.db").read_bytes,
        lambda: _as_os_error(
            lambda: sqlite3.connect(Path(w.outside, "gradebook.db")).execute("select 1 from x")
        ),
    )


def _as_os_error(f):
    try:
        return f()
    except sqlite3.Error as e:
        raise OSError(str(e)) from e


@trial
def go_around_by_another_path(w):
    secret = str(Path(w.outside, "secret").resolve())
    up = "../" * 12
    return each_fails(
        lambda: Path(up + secret[1:]).read_text(),
        lambda: Path("/proc/self/root" + secret).read_text(),
        lambda: Path(f"/proc/{os.getppid()}/root{secret}").read_text(),
        lambda: os.read(os.open(secret[1:], os.O_RDONLY, dir_fd=os.open("/", os.O_PATH)), 9),
        lambda: Path(f"/proc/self/fd/{os.open(secret, os.O_PATH)}").read_text(),
        lambda: _chdir_and_read(secret),
    )


def _chdir_and_read(secret):
    home = os.getcwd()
    os.chdir(os.path.dirname(secret))
    try:
        return Path(os.path.basename(secret)).read_text()
    finally:
        os.chdir(home)


@trial
def take_a_file_in_by_a_link_or_a_move(w):
    secret = Path(w.outside, "secret")
    return each_fails(
        lambda: os.link(secret, "linked"),
        lambda: os.symlink(secret, "pointed"),
        lambda: os.rename(secret, "moved"),
        lambda: os.link("/etc/ld.so.cache", "linked"),
    )


@trial
def read_a_file_that_was_left_open(w):
    return os.pread(w.left_open, 100, 0)


@trial
def read_accounts_and_passwords(w):
    return each_fails(
        *(Path(p).read_bytes for p in ("/etc/shadow", "/etc/passwd", "/etc/hostname", "/etc/hosts"))
    )


@trial
def list_homes_and_roots(w):
    return each_fails(
        *(lambda p=p: os.listdir(p) for p in ("/", "/home", "/root", "/tmp", "/etc", "/proc", "/var", "/run"))
    )


# writing --------------------------------------------------------------------------------------------------------


@trial
def write_outside_the_scratch_folder(w):
    out = Path(w.outside)
    return each_fails(
        lambda: (out / "new").write_text("x"),
        lambda: (out / "secret").open("a"),
        lambda: (out / "secret").unlink(),
        lambda: (out / "folder").mkdir(),
        lambda: (out / "submissions").rmdir(),
        lambda: os.truncate(out / "secret", 0),
        lambda: Path("own").write_text("x") and os.rename("own", out / "own"),
        lambda: Path("/dev/shm/x").write_text("x"),
        lambda: Path("/tmp/x-of-a-jail").write_text("x"),
        lambda: Path("/var/tmp/x-of-a-jail").write_text("x"),
    )


@trial
def write_what_may_be_read(w):
    return each_fails(
        lambda: Path(w.readable_file).open("a"),
        lambda: os.open(w.readable_file, os.O_RDONLY | os.O_TRUNC),
        lambda: os.truncate(w.readable_file, 0),
        lambda: Path(os.__file__).with_name("new.py").write_text("x"),
        lambda: os.unlink(w.readable_file),
    )


@trial
def change_modes_owners_times_and_attributes(w):
    Path("own").write_text("x")
    fd = os.open(w.readable_file, os.O_RDONLY)
    return each_fails(
        *(lambda p=p: os.chmod(p, 0o777) for p in (Path(w.outside, "secret"), w.readable_file, "own")),
        *(lambda p=p: os.utime(p) for p in (Path(w.outside, "secret"), w.readable_file)),
        *(lambda p=p: os.chown(p, 0, 0) for p in (Path(w.outside, "secret"), "own")),
        *(lambda p=p: os.setxattr(p, "user.x", b"1") for p in (w.readable_file, "own")),
        lambda: os.fchmod(fd, 0o777),
        lambda: os.fchown(fd, os.getuid(), os.getgid()),
        lambda: os.utime(fd),
        lambda: os.setxattr(fd, "user.x", b"1"),
    )


@trial
def make_links_pipes_sockets_and_devices(w):
    return each_fails(
        lambda: Path("a").write_text("x") and os.link("a", "b"),
        lambda: os.symlink("a", "c"),
        lambda: os.mkfifo("d"),
        lambda: os.mknod("e", 0o600),
        lambda: os.mknod("f", 0o600 | 0o020000, os.makedev(1, 3)),
        lambda: os.mknod("g", 0o600 | 0o140000),
    )


# network ----------------------------------------------------------------------------------------------------------


@trial
def open_a_socket_of_any_kind(w):
    kinds = [
        (f, t)
        for f in ("AF_INET", "AF_INET6", "AF_UNIX", "AF_NETLINK", "AF_PACKET", "AF_VSOCK", "AF_ALG")
        for t in (socket.SOCK_STREAM, socket.SOCK_DGRAM, socket.SOCK_RAW)
        if hasattr(socket, f)
    ]
    return each_fails(
        *(lambda f=f, t=t: socket.socket(getattr(socket, f), t) for f, t in kinds), socket.socketpair
    )


@trial
def fetch_a_page(w):
    import urllib.request

    return urllib.request.urlopen(f"http://127.0.0.1:{w.port}/", timeout=5).read()


@trial
def use_a_socket_that_was_left_open(w):
    return each_fails(
        lambda: socket.socket(fileno=w.left_socket).send(b"x"),
        lambda: call("send", w.left_socket, b"x", 1, 0),
        lambda: os.write(w.left_socket, b"x"),
    )


# processes --------------------------------------------------------------------------------------------------------


def _end_if_child(pid):
    if pid == 0:
        os._exit(0)
    return pid


@trial
def fork(w):
    return each_fails(lambda: _end_if_child(os.fork()), lambda: _end_if_child(os.forkpty()[0]))


@trial
def clone_something_that_is_no_thread(w):
    clone = 56 if X86_64 else 220
    flags = [
        signal.SIGCHLD,
        0x4000 | signal.SIGCHLD,
        0x10000000 | signal.SIGCHLD,
        0x100 | 0x800 | 0x200 | 0x20000,
    ]
    return each_fails(
        *(lambda f=f: refused(clone, f, 0, 0, 0, 0) for f in flags),
        lambda: refused(435, struct.pack("<8Q", 0, 0, 0, 0, 17, 0, 0, 0), 64),
    )


@trial
def start_a_program(w):
    return each_fails(
        lambda: os.execv("/bin/sh", ["sh", "-c", "true"]),
        lambda: os.execv(w.python, [w.python, "-c", ""]),
        lambda: subprocess.run(["true"]),
        lambda: subprocess.run("true", shell=True),
        lambda: os.posix_spawn("/bin/true", ["true"], {}),
        lambda: os.system("true") == 0 or _fail(),
        lambda: os.popen("true").read(),
    )


def _fail():
    raise OSError("it has not run")


@trial
def start_a_program_from_memory(w):
    return each_fails(
        lambda: os.memfd_create("x"),
        lambda: refused(322 if X86_64 else 281, -100, b"/bin/true", None, None, 0),
    )


@trial
def use_multiprocessing(w):
    import multiprocessing

    return each_fails(
        lambda: multiprocessing.get_context("fork").Process(target=print).start(),
        lambda: multiprocessing.get_context("spawn").Process(target=print).start(),
        lambda: multiprocessing.get_context("fork").Pool(1),
    )


@trial
def signal_another_process(w):
    parent, me = os.getppid(), os.getpid()
    pidfd = 434
    return each_fails(
        lambda: os.kill(parent, 0),
        lambda: os.kill(parent, signal.SIGTERM),
        lambda: os.kill(-1, 0),
        lambda: os.kill(0, 0),
        lambda: os.killpg(os.getpgid(0), 0),
        lambda: refused(234 if X86_64 else 131, parent, parent, 0),
        lambda: refused(200 if X86_64 else 130, parent, 0),
        lambda: refused(129 if X86_64 else 138, parent, 0, bytes(128)),
        lambda: refused(pidfd, parent, 0),
        lambda: os.pidfd_open(me),
    )


@trial
def have_the_kernel_signal_another_process(w):
    reads, _ = os.pipe()
    return each_fails(
        lambda: fcntl.fcntl(reads, fcntl.F_SETOWN, os.getppid()),
        lambda: fcntl.fcntl(reads, 10, signal.SIGKILL),
        lambda: fcntl.fcntl(reads, 15, struct.pack("<ii", 1, os.getppid())),
        lambda: fcntl.ioctl(reads, 0x8901, struct.pack("<i", os.getppid())),
        lambda: fcntl.fcntl(os.open("own", os.O_CREAT | os.O_RDWR), 1024, fcntl.F_WRLCK),
    )


@trial
def change_another_processes_limits_and_priority(w):
    parent = os.getppid()
    return each_fails(
        lambda: resource.prlimit(parent, resource.RLIMIT_NOFILE),
        lambda: resource.prlimit(parent, resource.RLIMIT_AS, (0, 0)),
        lambda: os.setpriority(os.PRIO_PROCESS, parent, 19),
        lambda: os.sched_setaffinity(parent, [0]),
        lambda: os.sched_setscheduler(parent, os.SCHED_IDLE, os.sched_param(0)),
        lambda: refused(251 if X86_64 else 30, 1, parent, 0),
        lambda: refused(256 if X86_64 else 238, parent, 0, None, None),
    )


@trial
def trace_a_process(w):
    ptrace = 101 if X86_64 else 117
    return each_fails(*(lambda r=r: refused(ptrace, r, os.getppid(), 0, 0) for r in (16, 0x4206, 0)))


@trial
def read_and_write_the_memory_of_the_parent(w):
    buffer = ctypes.create_string_buffer(8)
    local = struct.pack("<QQ", ctypes.addressof(buffer), 8)
    there = struct.pack("<QQ", ctypes.addressof(buffer), 8)  # a fork: the same address is mapped there
    numbers = (310, 311) if X86_64 else (270, 271)
    return each_fails(
        *(lambda n=n: refused(n, os.getppid(), local, 1, there, 1, 0) for n in numbers),
        lambda: Path(f"/proc/{os.getppid()}/mem").open("rb"),
        lambda: Path(f"/proc/{os.getppid()}/mem").open("wb"),
    )


@trial
def look_at_the_parent_in_proc(w):
    names = (
        "environ",
        "mem",
        "maps",
        "cmdline",
        "status",
        "stat",
        "comm",
        "auxv",
        "io",
        "mountinfo",
        "oom_score_adj",
    )
    parent = os.getppid()
    return each_fails(
        *(lambda n=n: Path(f"/proc/{parent}/{n}").read_bytes() for n in names),
        *(lambda n=n: os.listdir(f"/proc/{parent}/{n}") for n in ("", "fd", "task", "cwd", "root")),
    )


@trial
def find_the_parents_secret_in_the_environment(w):
    found = [v for v in os.environ.values() if w.secret in v]
    libc.getenv.restype = ctypes.c_char_p
    if found or libc.getenv(b"COURSE_KEY"):
        return found
    return Path("/proc/self/environ").read_text()


@trial
def run_a_32_bit_system_call(w):
    """`mov eax, 20; int 0x80; ret`: getpid in the older interface, whose numbers are others."""
    if not X86_64:
        raise OSError("there is one interface only on this machine")
    code = mmap.mmap(-1, 4096, prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC)
    code.write(b"\xb8\x14\x00\x00\x00\xcd\x80\xc3")
    return ctypes.CFUNCTYPE(ctypes.c_int)(ctypes.addressof(ctypes.c_char.from_buffer(code)))()


@trial
def use_the_x32_interface(w):
    return each_fails(*(lambda n=n: refused(0x40000000 + n) for n in (39, 57, 41, 520)))


# using up ---------------------------------------------------------------------------------------------------------


@trial
def take_more_memory_than_the_limit(w):
    return each_fails(
        lambda: len(bytearray(3 << 30)), lambda: mmap.mmap(-1, 3 << 30), lambda: len([0] * (3 << 27))
    )


@trial
def take_memory_that_no_limit_counts(w):
    return each_fails(
        lambda: os.memfd_create("x"),
        lambda: refused(29 if X86_64 else 194, 0, 1 << 30, 0o1600),
        lambda: refused(68 if X86_64 else 186, 0, 0o1600),
        lambda: refused(64 if X86_64 else 190, 0, 250, 0o1600),
        lambda: call("mq_open", b"/x", os.O_CREAT | os.O_RDWR, 0o600, None),
        lambda: call("shm_open", b"/x", os.O_CREAT | os.O_RDWR, 0o600),
    )


@trial
def compute_longer_than_the_limit(w):
    signal.signal(signal.SIGXCPU, signal.SIG_IGN)
    while True:
        pass


compute_longer_than_the_limit.limits = {"cpu": 1.0}


@trial
def write_a_file_beyond_the_limit(w):
    with open("large", "wb") as file:
        for _ in range(9):
            file.write(bytes(1 << 20))


@trial
def make_a_sparse_file_beyond_the_limit(w):
    with open("sparse", "wb") as file:
        file.truncate(1 << 40)


@trial
def open_more_files_than_the_limit(w):
    return len([os.open("own", os.O_CREAT | os.O_RDWR) for _ in range(65)])


@trial
def start_threads_without_end(w):
    stop = threading.Event()
    threading.stack_size(1 << 16)
    try:
        for _ in range(5_000):
            threading.Thread(target=stop.wait, daemon=True).start()
    except RuntimeError as e:
        raise OSError(str(e)) from e
    finally:
        stop.set()


@trial
def raise_its_own_limits(w):
    more = resource.RLIM_INFINITY
    kinds = ("RLIMIT_AS", "RLIMIT_FSIZE", "RLIMIT_NOFILE", "RLIMIT_CPU", "RLIMIT_NPROC", "RLIMIT_CORE")

    def attempt(kind):
        try:
            resource.setrlimit(getattr(resource, kind), (more, more))
        except ValueError as e:
            raise OSError(str(e)) from e

    return each_fails(*(lambda k=k: attempt(k) for k in kinds))


# the kernel -------------------------------------------------------------------------------------------------------

CALLS = {
    "mount": 165, "umount2": 166, "pivot_root": 155, "chroot": 161, "unshare": 272, "setns": 308, "open_tree": 428,
    "move_mount": 429, "fsopen": 430, "mount_setattr": 442, "bpf": 321, "perf_event_open": 298, "userfaultfd": 323,
    "io_uring_setup": 425, "io_uring_enter": 426, "io_uring_register": 427, "keyctl": 250, "add_key": 248,
    "request_key": 249, "memfd_create": 319, "memfd_secret": 447, "open_by_handle_at": 304, "name_to_handle_at": 303,
    "kcmp": 312, "process_madvise": 440, "process_mrelease": 448, "pidfd_getfd": 438, "pidfd_send_signal": 424,
    "init_module": 175, "finit_module": 313, "delete_module": 176, "kexec_load": 246, "reboot": 169, "swapon": 167,
    "swapoff": 168, "acct": 163, "quotactl": 179, "sethostname": 170, "setdomainname": 171, "settimeofday": 164,
    "clock_settime": 227, "adjtimex": 159, "syslog": 103, "iopl": 172, "ioperm": 173, "personality": 135, "vhangup": 153,
    "inotify_init1": 294, "inotify_add_watch": 254, "fanotify_init": 300, "setuid": 105, "setgid": 106, "setreuid": 113,
    "setregid": 114, "setresuid": 117, "setresgid": 119, "setgroups": 116, "setfsuid": 122, "setfsgid": 123, "capset": 126,
    "setsid": 112, "setpgid": 109, "seccomp": 317, "landlock_restrict_self": 446, "mbind": 237, "set_mempolicy": 238,
    "migrate_pages": 256, "move_pages": 279, "ioprio_set": 251, "splice": 275, "vmsplice": 278, "tee": 276, "sync": 162,
    "syncfs": 306, "uselib": 134, "modify_ldt": 154, "remap_file_pages": 216, "lookup_dcookie": 212, "sendmsg": 46,
    "recvmsg": 47, "accept": 43, "connect": 42, "bind": 49, "listen": 50, "sendto": 44, "recvfrom": 45, "symlinkat": 266,
    "linkat": 265, "truncate": 76, "mknodat": 259, "fchmodat2": 452, "statmount": 457, "listmount": 458, "a call to come": 999,
}  # fmt: skip


@trial
def make_any_call_that_honest_work_does_not_need(w):
    if not X86_64:
        raise OSError(
            "the numbers of this list are of x86_64; the filter of aarch64 is tried in test_seccomp.py"
        )
    worked = []
    for name, number in CALLS.items():
        try:
            worked.append(
                (name, refused(number, *[-1] * 6))
            )  # were it open, the kernel would find nothing at -1
        except OSError:
            continue
    if not worked:
        raise PermissionError("all of them fail")
    return worked


@trial
def loosen_the_jail(w):
    return each_fails(
        lambda: call("prctl", 1, 0, 0, 0, 0),  # PR_SET_PDEATHSIG: outlive the grader
        lambda: call("prctl", 4, 1, 0, 0, 0),  # PR_SET_DUMPABLE
        lambda: call("prctl", 22, 0, 0, 0, 0),
        lambda: call("prctl", 38, 0, 0, 0, 0),
        lambda: call("prctl", 47, 2, 21, 0, 0),
        lambda: os.setuid(0),
        lambda: os.seteuid(0),
        lambda: os.setgroups([0]),
    )


@trial
def type_into_a_terminal(w):
    return each_fails(
        *(lambda fd=fd: fcntl.ioctl(fd, 0x5412, b"x") for fd in (0, 1, 2)),
        lambda: open("/dev/tty"),
        lambda: open("/dev/ptmx"),
    )


@trial
def read_devices(w):
    return each_fails(
        *(
            lambda p=p: open(p, "rb").read(1)
            for p in ("/dev/mem", "/dev/kmsg", "/dev/vda", "/dev/sda", "/dev/fuse")
        )
    )
