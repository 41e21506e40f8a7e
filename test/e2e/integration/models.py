"""Registers a scikit-learn model, loads it back by its number and by its alias, and deletes a version."""

import json

import mlflow
from sklearn.datasets import load_iris
from sklearn.linear_model import LogisticRegression

name = "iris classifier"
data = load_iris()
model = LogisticRegression(max_iter=1000).fit(data.data, data.target)
expected = model.predict(data.data).tolist()
client = mlflow.MlflowClient()

mlflow.set_experiment("models")
for _ in range(2):
    with mlflow.start_run():
        # Named here, because MLflow otherwise starts a second Python just to find out what the model imports.
        saved = mlflow.sklearn.log_model(
            model, name="model", registered_model_name=name, pip_requirements=["scikit-learn"]
        )
client.set_registered_model_alias(name, "champion", "2")


def predictions(uri):
    return mlflow.sklearn.load_model(uri).predict(data.data).tolist()


report = {
    "model": saved.model_uri,
    "by number": predictions(f"models:/{name}/1") == expected,
    "by alias": predictions(f"models:/{name}@champion") == expected,
    "by id": mlflow.pyfunc.load_model(saved.model_uri).predict(data.data).tolist() == expected,
    "source": client.get_model_version(name, "1").source,
}
client.delete_model_version(name, "1")
report["versions"] = [version.version for version in client.search_model_versions(f"name='{name}'")]
print(json.dumps(report))
