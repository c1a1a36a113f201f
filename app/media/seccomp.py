"""The system calls that a decoding process may not make: a seccomp-BPF filter (Linux).

Calls are refused with EPERM, so that a library which tries one goes on without; starting another
program, tracing, and calls of another architecture's numbering end the process. Decoding needs
memory, its pipes, threads and its own modules read-only: everything here is beyond that.

Numbers: asm/unistd_64.h and asm-generic/unistd.h. Filter: linux/seccomp.h, linux/bpf_common.h.
"""

from __future__ import annotations

import ctypes
import errno
import os
import struct
from typing import Final

# Name: number on x86_64, number on aarch64; None where the architecture has no such call.
_REFUSED: Final[dict[str, tuple[int | None, int | None]]] = {
    # network
    "socket": (41, 198),
    "socketpair": (53, 199),
    "connect": (42, 203),
    "bind": (49, 200),
    "listen": (50, 201),
    "accept": (43, 202),
    "accept4": (288, 242),
    # files by name, other than to read them
    "openat2": (437, 437),
    "creat": (85, None),
    "unlink": (87, None),
    "unlinkat": (263, 35),
    "rename": (82, None),
    "renameat": (264, 38),
    "renameat2": (316, 276),
    "mkdir": (83, None),
    "mkdirat": (258, 34),
    "rmdir": (84, None),
    "link": (86, None),
    "linkat": (265, 37),
    "symlink": (88, None),
    "symlinkat": (266, 36),
    "chmod": (90, None),
    "fchmod": (91, 52),
    "fchmodat": (268, 53),
    "chown": (92, None),
    "fchown": (93, 55),
    "lchown": (94, None),
    "fchownat": (260, 54),
    "truncate": (76, 45),
    "ftruncate": (77, 46),
    "fallocate": (285, 47),
    "mknod": (133, None),
    "mknodat": (259, 33),
    "utime": (132, None),
    "utimes": (235, None),
    "utimensat": (280, 88),
    "futimesat": (261, None),
    "setxattr": (188, 5),
    "lsetxattr": (189, 6),
    "fsetxattr": (190, 7),
    "removexattr": (197, 14),
    "lremovexattr": (198, 15),
    "fremovexattr": (199, 16),
    "name_to_handle_at": (303, 264),
    "open_by_handle_at": (304, 265),
    "inotify_init": (253, None),
    "inotify_init1": (294, 26),
    "inotify_add_watch": (254, 27),
    "fanotify_init": (300, 262),
    "fanotify_mark": (301, 263),
    # other processes
    "fork": (57, None),
    "vfork": (58, None),
    "clone3": (435, 435),
    "kill": (62, 129),
    "tkill": (200, 130),
    "rt_sigqueueinfo": (129, 138),
    "rt_tgsigqueueinfo": (297, 240),
    "pidfd_open": (434, 434),
    "pidfd_send_signal": (424, 424),
    "pidfd_getfd": (438, 438),
    "kcmp": (312, 272),
    "process_madvise": (440, 440),
    "setpgid": (109, 154),
    "setsid": (112, 157),
    "setpriority": (141, 140),
    "sched_setparam": (142, 118),
    "sched_setscheduler": (144, 119),
    "sched_setaffinity": (203, 122),
    "sched_setattr": (314, 274),
    "ioprio_set": (251, 30),
    "migrate_pages": (256, 238),
    "move_pages": (279, 239),
    "shmget": (29, 194),
    "shmat": (30, 196),
    "shmctl": (31, 195),
    "msgget": (68, 186),
    "msgsnd": (69, 189),
    "msgrcv": (70, 188),
    "msgctl": (71, 187),
    "semget": (64, 190),
    "semop": (65, 193),
    "semctl": (66, 191),
    "mq_open": (240, 180),
    "mq_unlink": (241, 181),
    # more rights
    "setuid": (105, 146),
    "setgid": (106, 144),
    "setreuid": (113, 145),
    "setregid": (114, 143),
    "setresuid": (117, 147),
    "setresgid": (119, 149),
    "setgroups": (116, 159),
    "setfsuid": (122, 151),
    "setfsgid": (123, 152),
    "capset": (126, 91),
    "setns": (308, 268),
    "unshare": (272, 97),
    "chroot": (161, 51),
    "pivot_root": (155, 41),
    "mount": (165, 40),
    "umount2": (166, 39),
    "move_mount": (429, 429),
    "open_tree": (428, 428),
    "fsopen": (430, 430),
    "fsconfig": (431, 431),
    "fsmount": (432, 432),
    "fspick": (433, 433),
    "mount_setattr": (442, 442),
    "personality": (135, 92),
    "setrlimit": (160, 164),
    "seccomp": (317, 277),
    "landlock_create_ruleset": (444, 444),
    "landlock_add_rule": (445, 445),
    "landlock_restrict_self": (446, 446),
    # the rest of the kernel
    "keyctl": (250, 219),
    "add_key": (248, 217),
    "request_key": (249, 218),
    "bpf": (321, 280),
    "perf_event_open": (298, 241),
    "userfaultfd": (323, 282),
    "io_uring_setup": (425, 425),
    "io_uring_enter": (426, 426),
    "io_uring_register": (427, 427),
    "io_setup": (206, 0),
    "io_submit": (209, 2),
    "memfd_create": (319, 279),
    "memfd_secret": (447, 447),
    "init_module": (175, 105),
    "finit_module": (313, 273),
    "delete_module": (176, 106),
    "kexec_load": (246, 104),
    "kexec_file_load": (320, 294),
    "reboot": (169, 142),
    "swapon": (167, 224),
    "swapoff": (168, 225),
    "acct": (163, 89),
    "quotactl": (179, 60),
    "settimeofday": (164, 170),
    "clock_settime": (227, 112),
    "adjtimex": (159, 171),
    "clock_adjtime": (305, 266),
    "sethostname": (170, 161),
    "setdomainname": (171, 162),
    "ioperm": (173, None),
    "iopl": (172, None),
    "modify_ldt": (154, None),
    "syslog": (103, 116),
    "vhangup": (153, 58),
    "lookup_dcookie": (212, 18),
}
_NOT_THERE: Final = frozenset({"clone3", "openat2"})
"""Refused as if the kernel did not know them: the C library then takes the older call."""
_ENDING: Final[dict[str, tuple[int | None, int | None]]] = {
    "execve": (59, 221),
    "execveat": (322, 281),
    "ptrace": (101, 117),
    "process_vm_readv": (310, 270),
    "process_vm_writev": (311, 271),
}
_CLONE: Final = (56, 220)
_OPEN: Final = (2, None)
_OPENAT: Final = (257, 56)
_TGKILL: Final = (234, 131)
_PRCTL: Final = (157, 167)
_PRLIMIT64: Final = (302, 261)
_FCNTL: Final = (72, 25)
_LATER: Final = 450
"""From here on the same on every architecture: calls younger than this list. Some do what an older
one of it does (fchmodat2, setxattrat), so they are refused as if the kernel did not know them."""
_ARCHITECTURES: Final = {"x86_64": (0, 0xC000003E), "aarch64": (1, 0xC00000B7)}
"""Column above, and AUDIT_ARCH."""
_X32_BIT: Final = 0x40000000

_LOAD, _EQUAL, _AT_LEAST, _ANY_BIT, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
_ALLOW, _KILL, _ERRNO = 0x7FFF0000, 0x80000000, 0x00050000
_NUMBER_AT, _ARCHITECTURE_AT, _ARGUMENTS_AT = 0, 4, 16
_O_WRITING: Final = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
_O_TMPFILE: Final = 0x400000
_CLONE_THREAD: Final = 0x10000
_SIGNALLING: Final = (8, 10, 15, 1024, 1026)
"""F_SETOWN, F_SETSIG, F_SETOWN_EX, F_SETLEASE, F_NOTIFY: by them a pipe or a file sends signals, to
any process of the person's."""
_PR_SET_NAME, _PR_SET_SECCOMP, _SECCOMP_MODE_FILTER = 15, 22, 2
_EPERM: Final = _ERRNO | errno.EPERM
_ENOSYS: Final = _ERRNO | errno.ENOSYS


def supported(machine: str) -> bool:
    """Whether the numbers of this architecture are known here."""
    return machine in _ARCHITECTURES


def install(machine: str, libc: ctypes.CDLL) -> bool:
    """Filter the calls of this thread and of all that it starts. Needs no_new_privs."""
    program = _assembled(machine)
    code = ctypes.create_string_buffer(program, len(program))
    filter_ = struct.pack("HxxxxxxP", len(program) // 8, ctypes.addressof(code))
    done = libc.prctl(_PR_SET_SECCOMP, _SECCOMP_MODE_FILTER, filter_, 0, 0)
    return int(done) == 0


def _assembled(machine: str) -> bytes:
    column, architecture = _ARCHITECTURES[machine]
    steps = [
        _step(_LOAD, _ARCHITECTURE_AT),
        _step(_EQUAL, architecture, 1, 0),
        _step(_RETURN, _KILL),
        _step(_LOAD, _NUMBER_AT),
    ]
    if machine == "x86_64":
        steps += [_step(_AT_LEAST, _X32_BIT, 0, 1), _step(_RETURN, _KILL)]
    steps += [_step(_AT_LEAST, _LATER, 0, 1), _step(_RETURN, _ENOSYS)]
    for names in _ENDING.values():
        steps += _when(names[column], [_step(_RETURN, _KILL)])
    for name, numbers in _REFUSED.items():
        steps += _when(numbers[column], [_step(_RETURN, _ENOSYS if name in _NOT_THERE else _EPERM)])
    writing = _O_WRITING | _O_TMPFILE
    steps += _when(_OPEN[column], _argument(1, _ANY_BIT, writing, _EPERM, _ALLOW))
    steps += _when(_OPENAT[column], _argument(2, _ANY_BIT, writing, _EPERM, _ALLOW))
    steps += _when(_CLONE[column], _argument(0, _ANY_BIT, _CLONE_THREAD, _ALLOW, _EPERM))
    steps += _when(_TGKILL[column], _argument(0, _EQUAL, os.getpid(), _ALLOW, _EPERM))
    steps += _when(_PRCTL[column], _argument(0, _EQUAL, _PR_SET_NAME, _ALLOW, _EPERM))
    steps += _when(_PRLIMIT64[column], _argument(0, _EQUAL, 0, _ALLOW, _EPERM))
    steps += _when(_FCNTL[column], _one_of(1, _SIGNALLING, _EPERM, _ALLOW))
    return b"".join([*steps, _step(_RETURN, _ALLOW)])


def _step(code: int, value: int, if_true: int = 0, if_false: int = 0) -> bytes:
    return struct.pack("HBBI", code, if_true, if_false, value)


def _when(number: int | None, steps: list[bytes]) -> list[bytes]:
    """`steps`, which end in a verdict, for one call; the rest of the program for all others."""
    return [] if number is None else [_step(_EQUAL, number, 0, len(steps)), *steps]


def _argument(index: int, test: int, value: int, if_so: int, if_not: int) -> list[bytes]:
    """A verdict by the lower half of an argument (both architectures are little-endian)."""
    return [
        _step(_LOAD, _ARGUMENTS_AT + 8 * index),
        _step(test, value, 0, 1),
        _step(_RETURN, if_so),
        _step(_RETURN, if_not),
    ]


def _one_of(index: int, values: tuple[int, ...], if_so: int, if_not: int) -> list[bytes]:
    """A verdict by whether the lower half of an argument is one of these."""
    tests = [
        step for value in values for step in (_step(_EQUAL, value, 0, 1), _step(_RETURN, if_so))
    ]
    return [_step(_LOAD, _ARGUMENTS_AT + 8 * index), *tests, _step(_RETURN, if_not)]
