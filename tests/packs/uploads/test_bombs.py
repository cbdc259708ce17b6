"""Files made to cost their reader much memory: none may take more than an honest file of the largest size."""

import subprocess
import sys
import zlib

from bot.packs.limits import LARGEST_UPLOAD
from tests.conftest import ROOT

# In another process, because this one already uses more memory than that.
MEASURE = """
import resource, sys, zlib
from bot.errors import FileFaults
from bot.packs.model import ShowEntry
from bot.packs.uploads.reading import read_upload
for filename, packed in (line.split() for line in sys.stdin):
    content = zlib.decompress(bytes.fromhex(packed))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    try:
        read_upload(content, filename, ShowEntry(id="x", title="X"))
    except FileFaults:
        pass
    print((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024)
"""


def _bombs() -> list[tuple[str, str]]:
    return [
        ("x.toml", "a = " + "[\n" * 5_000_000),
        ("x.toml", "".join(f"k{number}.{'a.' * 15}b = 1\n" for number in range(250_000))),
        ("x.toml", "".join(f"[k{number}]\n" for number in range(115_000))),
        ("x.toml", "a = " + '"""' + "\\n" * 9_000 + '"""'),
        ("x.toml", ('"' * 9_999 + "\n") * 1_000),
        ("x.json", "{" * 5_000_000),
        ("x.json", '{"facts": [' + "{},\n" * 2_000_000 + "{}]}"),
        ("x.json", '{"format": 1, "facts": [' + ('{"claims": [' + "{},\n" * 400 + "{}]},\n") * 300 + "{}]}"),
        ("x.csv", 'kind,outlet\n"' + "abcdefg\n" * 900_000),
        ("x.csv", "kind,outlet,people\n" + "".join(f"news,o,{';'.join(f'p{n}x{i}' for i in range(1500))}\n"
                                                     for n in range(500))),
    ]  # fmt: skip


def test_no_bomb_takes_much_memory() -> None:
    lines = (f"{name} {zlib.compress(text.encode()[:LARGEST_UPLOAD]).hex()}" for name, text in _bombs())
    command = [sys.executable, "-c", MEASURE]
    done = subprocess.run(
        command, input="\n".join(lines), cwd=ROOT, stdout=subprocess.PIPE, text=True, timeout=120, check=True
    )
    grown = [int(line) for line in done.stdout.split()]
    assert len(grown) == len(_bombs())
    assert max(grown) < 150
