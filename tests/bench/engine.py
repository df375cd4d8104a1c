"""The schema engine beside libraries that read the same schemas: `python -m tests.bench.engine`.

Times are of the CPU, the best of several rounds: they depend on the machine, their ratios hardly.
What is done differs: fastavro, avro and jsonschema check a schema that `json.loads` has read, and
protoc links one; the engine lays the text out in lines, and finds the place, documentation and
problems of each field. The tables of `tests.bench.compatibility` and `tests.bench.dictionary`
follow; `--short` leaves them out.
"""

from __future__ import annotations

import importlib
import json
import sys
import tempfile
import time
import tracemalloc
from collections.abc import Callable
from functools import partial
from pathlib import Path

import avro.schema
import fastavro
import jsonschema

from cdx_tui.schema import SchemaDocument, read_schema
from tests.bench import compatibility, dictionary
from tests.bench.generated import GENERATORS, generate

ROUNDS = 5
MEGABYTE = 1_000_000


def main(short: bool) -> None:
    """Measure and print the tables."""
    print("| 1 MB | cdx-tui, ms | of it the outline, ms | the other, ms | ratio |")
    print("| --- | --- | --- | --- | --- |")
    for kind in GENERATORS:
        compare(kind, generate(kind, MEGABYTE))
    print("\n| 10 MB | text and lines, MiB | outline, MiB | peak, MiB |\n| --- | --- | --- | --- |")
    for kind in GENERATORS:
        text, outline, peak = memory(kind, generate(kind, 10 * MEGABYTE))
        print(f"| {kind} | {text:.0f} | {outline:.0f} | {peak:.0f} |", flush=True)
    if not short:
        print()
        compatibility.main()
        print()
        dictionary.main(small=False)


def compare(kind: str, text: str) -> None:
    """Print a row for each library that reads schemas of a type, measured in turn with ours."""
    others = OTHERS[kind]
    times: dict[str, list[float]] = {name: [] for name in ("whole", "outline", *others)}
    for _ in range(ROUNDS):
        document = read_schema(text, kind)
        filling, outlining = seconds(partial(fill, document)), seconds(document.outline)
        times["whole"].append(filling + outlining)
        times["outline"].append(outlining)
        for name, read in others.items():
            times[name].append(seconds(partial(read, text)))
    best = {name: min(every) * 1000 for name, every in times.items()}
    ours = f"{best['whole']:,.0f} | {best['outline']:,.0f}"
    for name in others:
        ratio = best["whole"] / best[name]
        print(f"| {kind}, {name} | {ours} | {best[name]:,.0f} | {ratio:.2f} |", flush=True)


def seconds(work: Callable[[], object]) -> float:
    """Return the seconds of the CPU that `work` takes."""
    begin = time.process_time()
    work()
    return time.process_time() - begin


def fill(document: SchemaDocument) -> None:
    """Lay out all lines of a document."""
    for _ in document.fill():
        pass


def memory(kind: str, text: str) -> tuple[float, float, float]:
    """Return mebibytes: of a document with its lines, of its outline, and the peak of both."""
    tracemalloc.start()
    document = read_schema(text, kind)
    fill(document)
    before, _ = tracemalloc.get_traced_memory()
    outline = document.outline()
    after, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert outline is not None
    return before / 2**20, (after - before) / 2**20, peak / 2**20


def protoc(text: str) -> None:
    """Compile a schema to descriptors."""
    compiler = importlib.import_module("grpc_tools.protoc")
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "generated.proto").write_text(text)
        out = Path(folder, "descriptors")
        arguments = ["protoc", f"-I{folder}", f"--descriptor_set_out={out}", "generated.proto"]
        assert compiler.main(arguments) == 0


OTHERS: dict[str, dict[str, Callable[[str], object]]] = {
    "AVRO": {
        "fastavro": lambda text: fastavro.parse_schema(json.loads(text)),
        "avro": avro.schema.parse,
    },
    "JSON": {
        "jsonschema": lambda text: jsonschema.Draft7Validator.check_schema(json.loads(text)),
    },
    "PROTOBUF": {"protoc": protoc},
}
"""Functions that read a schema, by schema type and library."""


if __name__ == "__main__":
    main("--short" in sys.argv[1:])
