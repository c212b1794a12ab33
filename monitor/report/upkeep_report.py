"""An upkeep's report as plain lines, in the reader's language. Pure."""

from monitor.config.settings import ReaderSettings
from monitor.display import visible
from monitor.model import UpkeepReport

_ENGLISH = {
    "migrations": "Migrations applied: {names}",
    "checks": "Checks: {count} run, {found} found something.",
    "check": "{name}: {count} rows. {about}",
    "backup": "Backup, verified: {path}. Older ones deleted: {count}.",
    "bodies": "Articles whose text was let go of: {count}. Archive files deleted: {archives}.",
    "size": "Database: {before:,.1f} MB before, {after:,.1f} MB now.",
    "published": "A new snapshot is published.",
}
_KOREAN = {
    "migrations": "적용한 마이그레이션: {names}",
    "checks": "점검: {count}개 실행, {found}개에서 문제 발견.",
    "check": "{name}: {count}행. {about}",
    "backup": "검증된 백업: {path}. 삭제한 이전 백업: {count}.",
    "bodies": "본문을 지운 기사: {count}. 삭제한 보관 파일: {archives}.",
    "size": "데이터베이스: 이전 {before:,.1f} MB, 현재 {after:,.1f} MB.",
    "published": "새 스냅숏을 공개했습니다.",
}
_WORDS = {"en": _ENGLISH, "ko": _KOREAN}


def to_text(report: UpkeepReport, reader: ReaderSettings) -> str:
    """The report as lines for a console, with every row that a check found."""
    words = _WORDS[reader.language]
    lines = []
    if report.migrations:
        lines.append(words["migrations"].format(names=", ".join(report.migrations)))
    lines.append(words["checks"].format(count=report.check_count, found=len(report.found)))
    for one in report.found:
        lines.append("  " + words["check"].format(name=one.name, count=len(one.rows), about=one.about))
        lines += [
            "    " + visible(", ".join(f"{name} {value}" for name, value in zip(one.columns, row, strict=True)))
            for row in one.rows
        ]
    lines += [
        words["backup"].format(path=report.backup, count=report.backups_deleted),
        words["bodies"].format(count=report.bodies_forgotten, archives=report.archives_deleted),
        words["size"].format(before=report.size_before / 1e6, after=report.size_after / 1e6),
    ]
    if report.published:
        lines.append(words["published"])
    return "\n".join(lines)
