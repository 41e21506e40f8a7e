"""Where experiments keep their artifacts: it is fixed when an experiment is created."""

from urllib.parse import quote, urlsplit

GET = "/api/2.0/mlflow/experiments/get?experiment_id="
GET_BY_NAME = "/api/2.0/mlflow/experiments/get-by-name?experiment_name="
DEFAULT_ID = "0"


def describe(client, experiments):
    """
    `default`: the experiment that runs use if nothing else is said; `newest`: the one that was created last where the
    server has its artifacts, which tells where a new one will have them; `used`: what the command's variables name;
    `others`: how many keep theirs elsewhere (`count`), of how many (`of`), and one's name (`sample`).
    """
    default = next((each for each in experiments if id_of(each) == DEFAULT_ID), None) or ask(client, GET, DEFAULT_ID)
    away = [each for each in experiments if not location_of(each).startswith("mlflow-artifacts:")]
    return {
        "default": describe_one(default),
        "newest": describe_one(find_newest([*experiments, *([default] if default else [])])),
        "used": find_used(client),
        "others": {"count": len(away), "of": len(experiments), "sample": str(away[0].get("name")) if away else None},
    }


def find_newest(experiments):
    """Somebody may have named a place for one, which says nothing of the server's own."""
    ordinary = [each for each in experiments if urlsplit(location_of(each)).path.endswith(f"/{id_of(each)}")]
    return max(ordinary, key=created, default=None)


def created(experiment):
    number = id_of(experiment)
    return int(experiment.get("creation_time") or 0), int(number) if number.isdigit() and len(number) < 30 else 0


def find_used(client):
    """The experiment that the command's variables name, as MLflow takes them; None for none. A new name is created."""
    name, number = client.env.get("MLFLOW_EXPERIMENT_NAME"), client.env.get("MLFLOW_EXPERIMENT_ID")
    if name:
        found = ask(client, GET_BY_NAME, name)
        is_other = bool(found and number and id_of(found) != number)
        return {**describe_one(found), "isOther": is_other} if found else {"name": name, "isNew": True}
    if number:
        found = ask(client, GET, number)
        return describe_one(found) if found else {"id": number, "isMissing": True}
    return None


def ask(client, path, value):
    answer = client.ask("GET", f"{path}{quote(value, safe='')}")
    found = (answer.json() or {}).get("experiment")
    return found if isinstance(found, dict) else None


def describe_one(experiment):
    if experiment is None:
        return None
    return {
        "name": str(experiment.get("name", "")),
        "id": id_of(experiment),
        "location": location_of(experiment),
        "isDeleted": experiment.get("lifecycle_stage") == "deleted",
    }


def id_of(experiment):
    return str(experiment.get("experiment_id", ""))


def location_of(experiment):
    return str(experiment.get("artifact_location", ""))
