"""`cdx-tui sample`: print sample records of schema files, or of the schemas of a saved share."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Any, Final

from cdx_tui.api.errors import RefusedInput
from cdx_tui.api.models import Preview
from cdx_tui.cli.exit_status import ExitStatus
from cdx_tui.cli.json_output import json_text
from cdx_tui.cli.schema import print_problems
from cdx_tui.cli.schema_file import (
    SchemaFile,
    Unreadable,
    known_files,
    read_bytes,
    read_schema_file,
    schema_file,
)
from cdx_tui.cli.setup import STDIN
from cdx_tui.config.problems import did_you_mean
from cdx_tui.schema import SchemaDocument, SchemaKind, SchemaProblem, read_schema
from cdx_tui.schema.sample.record import Encoding, Sample, sample, samples
from cdx_tui.share.known_schemas import known_schemas
from cdx_tui.share.saved import load_saved, saved_share
from cdx_tui.share.subjects import versions_by_subject
from cdx_tui.text import clean, shorten

__all__ = ["run"]

_NAME_WIDTH: Final = 200
_TITLE: Final = "Can't make samples"


@dataclass(frozen=True, slots=True)
class _Source:
    """A schema whose samples are printed.

    Attributes:
        name: What to call it, cleaned.
        origin: What the JSON output says of it.
        document: The schema.
        references: Returns the schemas that it refers to.
    """

    name: str
    origin: dict[str, Any]
    document: SchemaDocument
    references: Callable[[], Sequence[SchemaDocument]]


def run(options: argparse.Namespace) -> int:
    """Print the samples; return `ExitStatus.INVALID_SCHEMA` if a schema has none.

    Raises:
        RefusedInput: A file can't be read, or a share has no such subject.
    """
    sources = _sources(options)
    first = next(sources, None)
    if first is None:
        raise RefusedInput(_TITLE, "The share has no schemas.", "There is nothing to print.")
    second = next(sources, None)
    every = chain(filter(None, (first, second)), sources)
    status = ExitStatus.SUCCESS
    for place, source in enumerate(every):
        if options.output == "json":
            found = _print_json(source, options)
        else:
            if second is not None:
                print(f"{chr(10) * (place > 0)}{source.name}:")
            found = _print_text(source, options)
        if not found:
            status = ExitStatus.INVALID_SCHEMA
    return status


def _print_text(source: _Source, options: argparse.Namespace) -> bool:
    """Print the samples of a schema, and on standard error what there is to note."""
    first = None
    for each in _samples(source, options):
        if not each.text:
            _print_error(source, each.remark)
            return False
        first = first or each
        print(each.text, flush=True)
    if first is not None and first.remark:
        print(f"{source.name}: note: {first.remark}", file=sys.stderr)
    return first is not None


def _print_error(source: _Source, reason: str) -> None:
    problems = _fatal_problems(source.document)
    print_problems(source.name, problems or [SchemaProblem(f"no sample: {reason}")])


def _fatal_problems(document: SchemaDocument) -> list[SchemaProblem]:
    if document.parsed:
        return []
    return [each for each in (*document.problems, *document.outline().problems) if each.fatal]


def _print_json(source: _Source, options: argparse.Namespace) -> bool:
    """Print a line of JSON, with the samples exactly as the text output has them."""
    made = list(_samples(source, options, compact=True))
    texts = [each.text for each in made if each.text]
    remark = made[0].remark if made else ""
    origin = {**source.origin, "schema_type": source.document.kind}
    rest = {"note": remark if texts else "", "problem": None if texts else remark}
    listed = f'"samples": [{", ".join(texts)}]'
    print(f"{json_text(origin)[:-1]}, {listed}, {json.dumps(rest)[1:]}", flush=True)
    return bool(texts)


def _samples(
    source: _Source, options: argparse.Namespace, *, compact: bool = False
) -> Iterator[Sample]:
    is_avro = source.document.kind is SchemaKind.AVRO
    encoding = Encoding.AVRO_JSON if options.avro_json and is_avro else Encoding.JSON
    problems = _fatal_problems(source.document)
    if problems:
        yield Sample(remark=problems[0].message)
        return
    known = source.references()
    if options.count is None:
        yield sample(source.document, known, encoding, compact=compact)
        return
    yield from samples(source.document, known, encoding, count=options.count, compact=True)


def _sources(options: argparse.Namespace) -> Iterator[_Source]:
    """Yield the schemas of all files and shares, in the order in which they are named.

    Raises:
        RefusedInput: A file can't be read.
    """
    if [*options.files, *(options.reference or [])].count(STDIN) > 1:
        raise _refused("More than one argument is -.")
    try:
        inputs = [_read(name, options.type) for name in options.files]
        references = [read_schema_file(name, options.type) for name in options.reference or []]
    except Unreadable as error:
        raise _refused(f"{error}.") from error
    if options.subject is not None:
        _require_subject(options.subject, [each for each in inputs if isinstance(each, Preview)])
    files = [each for each in inputs if isinstance(each, SchemaFile)]
    of_files = _of_files(files, references)
    for name, each in zip(options.files, inputs, strict=True):
        if isinstance(each, Preview):
            yield from _of_share(name, each, options.subject)
        else:
            yield next(of_files)


def _require_subject(wanted: str, shares: list[Preview]) -> None:
    """Raise `RefusedInput` if no share has this subject."""
    resources = chain.from_iterable(share.resources for share in shares)
    subjects = {schema.subject or "" for each in resources for schema in each.schemas}
    if wanted not in subjects:
        cause = f"The share has no subject {_shown(wanted)}." if shares else "No share was given."
        hint = "Without --subject, the samples of all subjects are printed."
        raise RefusedInput(_TITLE, cause + did_you_mean(wanted, subjects), hint)


def _read(name: str, declared: str | None) -> SchemaFile | Preview:
    if name != STDIN and os.path.isdir(name):
        return load_saved(Path(name))
    data = read_bytes(name)
    return saved_share(data) or schema_file(name, data, declared)


def _of_files(files: list[SchemaFile], references: list[SchemaFile]) -> Iterator[_Source]:
    known, named = known_files((*files, *references))
    for file, schema in zip(files, named, strict=False):
        origin = {"file": file.name, "resource": None, "subject": None, "version": None}
        yield _Source(_shown(file.name), origin, file.document, partial(known.documents, schema))


def _of_share(name: str, preview: Preview, wanted: str | None) -> Iterator[_Source]:
    """Yield the newest version of each subject, or of the wanted one."""
    known = known_schemas(preview)
    for place, resource in enumerate(preview.resources):
        for subject, versions in versions_by_subject(resource).items():
            if wanted not in (None, subject):
                continue
            index = versions[-1]
            schema = resource.schemas[index]
            origin = {
                "file": name,
                "resource": resource.display_name,
                "subject": schema.subject,
                "version": schema.version,
            }
            document = read_schema(schema.schema or "", schema.schema_type, subject)
            version = f" v{schema.version}" if schema.version else ""
            shown = f"{_shown(subject) or '(no subject)'}{version}"
            references = partial(known.documents, known.at((place, index)))
            yield _Source(shown, origin, document, references)


def _shown(name: str) -> str:
    return shorten(clean(name), _NAME_WIDTH)


def _refused(cause: str) -> RefusedInput:
    return RefusedInput(
        _TITLE, cause, "Give schema files or a saved share, or - for standard input."
    )
