"""Reading strangers' documents where it can be killed: processes with limits of time and memory.

A library that reads hostile markup may take minutes, gigabytes, or the whole process with it; no check beforehand can
promise that it will not. So what may be a trap is read in a process of its own: killed when its time is up, stopped by
the system when its memory is. ``Workers`` is this side, ``worker`` the other. What is read, and how, the caller says.
"""

from __future__ import annotations

from digest.isolate.workers import PROCESSES, SMALL, Workers

__all__ = ["PROCESSES", "SMALL", "Workers"]
