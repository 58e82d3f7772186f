"""Giving up what a hostile file could use, before the first byte of it is read.

Hazard: pictures and papers are read by large C libraries, and some day one of them has a fault. Then
somebody else's code runs here. It finds: no file it may open or write, no network, no key, no
environment, and an end after some seconds.

The resource limits hold on every system. Landlock (Linux 5.13 and later) is used where it is there; the
network is barred by it from Linux 6.7. Where it is missing the rest still holds.
"""

import ctypes
import platform
import resource
import struct

CPU_SECONDS = 25
MEMORY_BYTES = 1536 * 1024 * 1024
_OPEN_FILES = 16

_CREATE_RULESET, _RESTRICT_SELF = 444, 446  # the same numbers on every architecture
_VERSION = 1
_NO_NEW_PRIVILEGES = 38
_FS_RIGHTS = {1: 13, 2: 14, 3: 15, 4: 15}
"""How many kinds of access to files each version of Landlock knows; 16 from version 5."""
_NETWORK_FROM, _SCOPES_FROM = 4, 6


def give_up_all_but_pipes(*, cpu_seconds: int = CPU_SECONDS, memory_bytes: int = MEMORY_BYTES) -> bool:
    """Limit this process for good; whether the file system is barred too. OSError when a limit fails."""
    for what, most in (
        (resource.RLIMIT_FSIZE, 0),  # not one byte to disk, whatever a library believes it may cache
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_CPU, cpu_seconds),
        (resource.RLIMIT_AS, memory_bytes),
        (resource.RLIMIT_NOFILE, _OPEN_FILES),
    ):
        _, hard = resource.getrlimit(what)
        most = most if hard == resource.RLIM_INFINITY else min(most, hard)  # noqa: PLW2901  # the smaller of both
        resource.setrlimit(what, (most, most))
    return platform.system() == "Linux" and _bar_files_and_network()


def _bar_files_and_network() -> bool:
    kernel = ctypes.CDLL(None, use_errno=True)
    version = kernel.syscall(_CREATE_RULESET, None, ctypes.c_size_t(0), ctypes.c_uint32(_VERSION))
    if version < 1 or kernel.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0) != 0:
        return False
    rights = _rights(version)
    rules = kernel.syscall(_CREATE_RULESET, rights, ctypes.c_size_t(len(rights)), ctypes.c_uint32(0))
    return bool(rules >= 0 and kernel.syscall(_RESTRICT_SELF, ctypes.c_int(rules), ctypes.c_uint32(0)) == 0)


def _rights(version: int) -> bytes:
    """Everything that may be barred is barred: a set of rules with no rule in it allows nothing."""
    files = (1 << _FS_RIGHTS.get(version, 16)) - 1
    parts = [files]
    if version >= _NETWORK_FROM:
        parts.append(0b11)  # bind and connect
    if version >= _SCOPES_FROM:
        parts.append(0b11)  # sockets and signals to other processes
    return struct.pack(f"={len(parts)}Q", *parts)
