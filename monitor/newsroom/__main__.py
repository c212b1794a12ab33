"""`python -m monitor.newsroom --day 2025-04-21 --port 8700`: serve the newsroom until interrupted."""

import argparse
import signal
import sys
import threading
from datetime import date

from monitor.errors import MonitorError
from monitor.newsroom import LAST_DAY, Newsroom


def main() -> int:
    """Serve the newsroom and print its addresses; the exit code is 1 where it cannot start."""
    parser = argparse.ArgumentParser(prog="python -m monitor.newsroom", description=__doc__)
    parser.add_argument("--day", type=date.fromisoformat, default=LAST_DAY, help="2025-04-09 to 2025-04-22")
    parser.add_argument("--port", type=int, help="the first outlet's; the others follow (default: any)")
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    asked = parser.parse_args()
    try:
        with Newsroom(day=asked.day, first_port=asked.port) as room:
            for feed in room.feeds:
                sys.stdout.write(f"{feed.url}  {feed.name}\n")
            sys.stdout.write(f"{len(room.articles)} articles on {room.day}; stop with Ctrl-C\n")
            sys.stdout.flush()
            threading.Event().wait()
    except KeyboardInterrupt:
        pass  # asked to stop
    except MonitorError as fault:
        sys.stderr.write(f"{fault}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
