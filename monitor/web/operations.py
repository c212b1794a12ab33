"""For those who keep it running: whether it answers, and the measures of the newest snapshot."""

from fastapi import APIRouter
from fastapi.responses import JSONResponse, PlainTextResponse

from monitor.report.metrics import CONTENT_TYPE, to_prometheus
from monitor.store.measuring import measures
from monitor.web.desk import TheDesk

router = APIRouter()


@router.get("/metrics")
def metrics(desk: TheDesk) -> PlainTextResponse:
    """The measures of the newest snapshot, in the format of Prometheus."""
    with desk.reading() as db:
        return PlainTextResponse(to_prometheus(measures(db)), media_type=CONTENT_TYPE)


@router.get("/healthz")
def health(desk: TheDesk) -> JSONResponse:
    """200 while there is a snapshot to read, else 503; tells nothing else."""
    is_there = desk.snapshot.stamp() is not None
    return JSONResponse({"status": "ok" if is_there else "nothing published"}, 200 if is_there else 503)
