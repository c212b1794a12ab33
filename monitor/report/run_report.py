"""A run's report as plain lines and as Markdown, in the reader's language and zone. Pure.

Stages and outcomes keep their short words in every language: logs, counters and SQL use the same. Reasons
are said in the reader's. Names and reasons may come from feeds; they are shown as text and nothing else.
"""

from collections.abc import Iterable
from datetime import datetime

from monitor.config.settings import ReaderSettings
from monitor.display import in_markdown, visible
from monitor.model import Outcome, RunReport
from monitor.reasons import in_language

MOST_TOPICS = 12  # shown, the most frequent first
_MOST_NAMES = 12  # of feeds that ended alike

_TROUBLE = (Outcome.DEFERRED, Outcome.REJECTED, Outcome.FAILED)

_ENGLISH = {
    "completed": "Run completed",
    "completed with errors": "Run completed with errors",
    "failed": "Run failed",
    "took": "{at}, {seconds:.1f} s, run {run}",
    "covers": "Covers {since} to {until}",
    "nothing": "Nothing new: no article stored, no alert raised.",
    "sums": "Articles: {stored} stored, {mentions} mentions. Alerts: {raised} raised, {delivered} delivered.",
    "topics": "Topics",
    "waited": "From entry seen to message accepted: {middle:.0f} s, {longest:.0f} s at most",
    "slowest": "Slowest hosts, seconds an answer",
    "boilerplate": "New boilerplate lines: {count}",
    "warning": "Warning: {warning}",
    "not_due": "Feeds not due yet: {count}",
    "published": "A new snapshot is published.",
    "feeds": "Feeds that need a look",
    "more": "and {count} more",
    "reasons": "Reasons",
}
_KOREAN = {
    "completed": "실행 완료",
    "completed with errors": "실행 완료(일부 오류)",
    "failed": "실행 실패",
    "took": "{at}, {seconds:.1f}초, 실행 {run}",
    "covers": "대상 기간: {since} ~ {until}",
    "nothing": "새로운 것이 없습니다: 저장된 기사 없음, 알림 없음.",
    "sums": "저장된 기사: {stored}, 언급: {mentions}. 알림 생성: {raised}, 전달: {delivered}.",
    "topics": "주제",
    "waited": "항목 확인부터 알림 접수까지: 중앙값 {middle:.0f}초, 최대 {longest:.0f}초",
    "slowest": "가장 느린 호스트(응답당 초)",
    "boilerplate": "새로 찾은 상용구 줄: {count}",
    "warning": "경고: {warning}",
    "not_due": "아직 때가 아닌 피드: {count}",
    "published": "새 스냅숏을 공개했습니다.",
    "feeds": "살펴볼 피드",
    "more": "그 밖에 {count}곳",
    "reasons": "사유",
}
_WORDS = {"en": _ENGLISH, "ko": _KOREAN}


def to_text(report: RunReport, reader: ReaderSettings) -> str:
    """The report as lines for a console, without a newline at the end."""
    words = _WORDS[reader.language]
    lines = [f"{words[report.state]} ({_when(report, reader)})"]
    header, *rows = _table(report)
    if rows:
        widths = [max(map(len, column)) for column in zip(header, *rows, strict=True)]
        lines += [_row(row, widths) for row in (header, *rows)]
    for title, found in _details(report, reader.language):
        lines += [f"{title}:", *(f"  {visible(line)}" for line in found)]
    return "\n".join((*lines, *map(visible, _closing(report, words))))


def to_markdown(report: RunReport, reader: ReaderSettings) -> str:
    """The report as Markdown, for an artifact of the flow."""
    words = _WORDS[reader.language]
    blocks = [f"## {words[report.state]}", in_markdown(_when(report, reader))]
    header, *rows = _table(report)
    if rows:
        rule = ("---", *("---:" for _ in header[1:]))
        blocks.append("\n".join(f"| {' | '.join(row)} |" for row in (header, rule, *map(_row_in_markdown, rows))))
    for title, found in _details(report, reader.language):
        blocks += [f"### {title}", "\n".join(f"- {in_markdown(line)}" for line in found)]
    return "\n\n".join((*blocks, *map(in_markdown, _closing(report, words)))) + "\n"


def _table(report: RunReport) -> list[tuple[str, ...]]:
    """Header and one row a stage, in the order of the counts: seen, then each outcome that any stage had."""
    met = {row.outcome for row in report.counts if row.count}
    shown = [outcome for outcome in Outcome if outcome in met]
    table: list[tuple[str, ...]] = [("stage", "seen", *shown)]
    for stage in dict.fromkeys(row.stage for row in report.counts):
        mine = [row for row in report.counts if row.stage == stage]
        by_outcome = (sum(row.count for row in mine if row.outcome is outcome) for outcome in shown)
        seen = sum(row.count for row in mine)
        table.append((visible(stage), str(seen), *(str(count) if count else "-" for count in by_outcome)))
    return table


def _row(cells: tuple[str, ...], widths: list[int]) -> str:
    """The stage to the left, numbers to the right."""
    first, *others = zip(cells, widths, strict=True)
    return "  ".join((first[0].ljust(first[1]), *(cell.rjust(width) for cell, width in others)))


def _details(report: RunReport, language: str) -> Iterable[tuple[str, list[str]]]:
    """Feeds in trouble or with something to say, a line for each way to end; then reasons that no feed has given."""
    ends: dict[tuple[Outcome, str], list[str]] = {}
    for line in report.feeds:
        if line.outcome in _TROUBLE or (line.reason and line.outcome is Outcome.STORED):
            ends.setdefault((line.outcome, line.reason), []).append(line.name)
    if ends:
        yield (
            _WORDS[language]["feeds"],
            [
                f"{_named(names, language)}: {outcome}" + (f", {in_language(reason, language)}" if reason else "")
                for (outcome, reason), names in ends.items()
            ],
        )
    told = {line.reason for line in report.feeds}
    reasons = [
        f"{row.stage}: {row.count} {row.outcome}, {in_language(row.reason, language)}"
        for row in report.counts
        if row.outcome in _TROUBLE and row.count and row.reason and row.reason not in told
    ]
    if reasons:
        yield _WORDS[language]["reasons"], reasons


def _named(names: list[str], language: str) -> str:
    """So many names as are worth reading: a machine without network has every feed of the list here."""
    rest = len(names) - _MOST_NAMES
    more = [_WORDS[language]["more"].format(count=rest)] if rest > 0 else []
    return ", ".join((*names[:_MOST_NAMES], *more))


def _closing(report: RunReport, words: dict[str, str]) -> Iterable[str]:
    if report.articles_stored or report.alerts_raised or report.alerts_delivered:
        yield words["sums"].format(
            stored=report.articles_stored,
            mentions=report.mentions,
            raised=report.alerts_raised,
            delivered=report.alerts_delivered,
        )
    else:
        yield words["nothing"]
        if report.mentions or report.alerts_delivered:  # late deliveries, or mentions of new versions
            yield words["sums"].format(stored=0, mentions=report.mentions, raised=0, delivered=report.alerts_delivered)
    if report.topics:
        most = sorted(report.topics, key=lambda pair: (-pair[1], pair[0]))[:MOST_TOPICS]
        yield f"{words['topics']}: {', '.join(f'{topic} {count}' for topic, count in most)}"
    if report.waited:
        yield words["waited"].format(middle=report.waited[0], longest=report.waited[1])
    if report.slowest:
        yield f"{words['slowest']}: {', '.join(f'{host} {took:.1f} ({count})' for host, took, count in report.slowest)}"
    if report.new_boilerplate:
        yield words["boilerplate"].format(count=report.new_boilerplate)
    for warning in report.warnings:
        yield words["warning"].format(warning=warning)
    if report.not_due:
        yield words["not_due"].format(count=report.not_due)
    if report.published:
        yield words["published"]


def window(report: RunReport, reader: ReaderSettings) -> str:
    """The time that a pass makes up for: since the last that was finished; empty for the first of all."""
    if report.since is None:
        return ""
    since, until = _moment(report.since, reader), _moment(report.started_at, reader)
    return _WORDS[reader.language]["covers"].format(since=since, until=until)


def _when(report: RunReport, reader: ReaderSettings) -> str:
    seconds = (report.ended_at - report.started_at).total_seconds()
    words = _WORDS[reader.language]
    at = _moment(report.started_at, reader)
    took = words["took"].format(at=at, seconds=seconds, run=visible(report.run_id))
    covers = window(report, reader)
    return f"{took}. {covers}" if covers else took


def _moment(moment: datetime, reader: ReaderSettings) -> str:
    local = moment.astimezone(reader.zone)
    return f"{local:%Y-%m-%d %H:%M} {local.tzname()}"


def _row_in_markdown(row: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(map(in_markdown, row))
