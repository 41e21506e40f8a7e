"""Keeps all traffic of MLflow's artifact server on its own way, for `with-mlflow-env server --no-presigned`.

MLflow has no setting for it on the server's side: a server whose store can do presigned and multipart transfers tells
its clients so (`/api/3.0/mlflow/server-info`; tried with 3.17.2), and they go past the server by themselves. It tells by
the store's class, which is one of the mixins'. So the store is put behind an object that is of no such class, by MLflow's own way of adding stores
(the entry points `mlflow.artifact_repository`, loaded after its own).
"""

from mlflow.store.artifact.artifact_repo import ArtifactRepository


class ThroughServer(ArtifactRepository):
    """A store that does all that another one does, and offers no way past the server."""

    def __init__(self, store):
        object.__setattr__(self, "_with_mlflow_env_store", store)

    def __getattribute__(self, name):
        # What Python asks about the class itself is answered for this one.
        if name.startswith("__"):
            return object.__getattribute__(self, name)
        found = getattr(object.__getattribute__(self, "_with_mlflow_env_store"), name)
        if name == "for_workspace":
            return lambda *args, **kwargs: ThroughServer(found(*args, **kwargs))
        return found


# Nothing of the base class is reached, so nothing of it has to be filled in.
ThroughServer.__abstractmethods__ = frozenset()


def s3(*args, **kwargs):
    from mlflow.store.artifact.s3_artifact_repo import S3ArtifactRepository

    return ThroughServer(S3ArtifactRepository(*args, **kwargs))


def gs(*args, **kwargs):
    from mlflow.store.artifact.gcs_artifact_repo import GCSArtifactRepository

    return ThroughServer(GCSArtifactRepository(*args, **kwargs))


def wasbs(*args, **kwargs):
    from mlflow.store.artifact.azure_blob_artifact_repo import AzureBlobArtifactRepository

    return ThroughServer(AzureBlobArtifactRepository(*args, **kwargs))
