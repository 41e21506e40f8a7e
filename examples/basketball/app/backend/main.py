"""A page that lists the runs and shows their pictures.

python app/backend/main.py --port 8000
"""

import argparse
import sys
import tempfile
from datetime import datetime, timezone
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

try:
    import uvicorn
    from fastapi import FastAPI, HTTPException, Request, Response
    from fastapi.responses import HTMLResponse, PlainTextResponse
    from fastapi.templating import Jinja2Templates
    from hoops.options import positive
    from hoops.tracking import readable_errors
    from mlflow import MlflowClient
    from mlflow.exceptions import MlflowException
except ModuleNotFoundError as error:
    sys.exit(f"the package {error.name} is missing: pip install -r requirements.txt")

RUNS = 50
app = FastAPI(title="Basketball runs")
client = MlflowClient()
templates = Jinja2Templates(Path(__file__).parent / "templates")


def pictures_of(run):
    return [file.path for file in client.list_artifacts(run.info.run_id) if file.path.endswith(".png")]


def describe(run, experiments):
    started = datetime.fromtimestamp(run.info.start_time / 1000, timezone.utc)
    ended = run.info.end_time
    return {
        "id": run.info.run_id,
        "name": run.info.run_name,
        "experiment": experiments[run.info.experiment_id],
        "status": run.info.status,
        "started": started.strftime("%Y-%m-%d %H:%M UTC"),
        "seconds": None if ended is None else (ended - run.info.start_time) / 1000,
        "metrics": sorted(run.data.metrics.items()),
        "pictures": pictures_of(run),
    }


@app.get("/", response_class=HTMLResponse)
def list_runs(request: Request):
    experiments = {each.experiment_id: each.name for each in client.search_experiments()}
    newest_first = ["attributes.start_time DESC"]
    runs = client.search_runs(list(experiments), order_by=newest_first, max_results=RUNS) if experiments else []
    described = [describe(run, experiments) for run in runs]
    return templates.TemplateResponse(request, "runs.html", {"runs": described})


@app.get("/runs/{run_id}/{path:path}")
def show_picture(run_id: str, path: str):
    # Only what the page itself links to.
    if path not in pictures_of(client.get_run(run_id)):
        raise HTTPException(404, "this run has no such picture")
    with tempfile.TemporaryDirectory() as folder:
        content = Path(client.download_artifacts(run_id, path, folder)).read_bytes()
    return Response(content, media_type="image/png", headers={"Cache-Control": "private, max-age=3600"})


@app.exception_handler(MlflowException)
def explain(_: Request, error: MlflowException):
    status = error.get_http_status_code()
    return PlainTextResponse(f"MLflow: {error.message}\n", status if status == 404 else 502)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0], allow_abbrev=False)
    parser.add_argument("--port", type=positive, default=8000, help="where the page is (default: 8000)")
    options = parser.parse_args()
    with readable_errors():
        uvicorn.run(app, host="127.0.0.1", port=options.port)


if __name__ == "__main__":
    main()
