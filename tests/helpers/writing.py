"""`python -m tests.helpers.writing DATABASE RATE`: writes to a database as fast as a busy bot, until its input ends.

Each transaction writes the same number into two tables, as the bot's own connection would. Prints how many there were,
in how many seconds, and the longest that one took.
"""

import sqlite3
import sys
import threading
import time

from bot.store.connection import BUSY_TIMEOUT


def main() -> None:
    database, rate = sys.argv[1], float(sys.argv[2])
    connection = sqlite3.connect(database, isolation_level=None, timeout=BUSY_TIMEOUT / 1000)
    connection.execute("PRAGMA synchronous = OFF")  # else most of the time is the disk's
    ended = threading.Event()
    threading.Thread(target=lambda: (sys.stdin.read(), ended.set()), daemon=True).start()
    begun, number, longest = time.monotonic(), 0, 0.0
    while not ended.is_set():
        number += 1
        if (wait := begun + number / rate - time.monotonic()) > 0:
            time.sleep(wait)
        started = time.monotonic()
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("INSERT INTO tick VALUES (?)", (number,))
        connection.execute("INSERT INTO tock VALUES (?)", (number,))
        connection.execute("COMMIT")
        longest = max(longest, time.monotonic() - started)
        if number == 1:
            print("writing", flush=True)
    print(number, time.monotonic() - begun, longest, flush=True)


if __name__ == "__main__":
    main()
