"""Sends all artifacts through MLflow's server, for `with-mlflow-env server` without `--presigned`.

MLflow has no server setting for this. If a store supports presigned and multipart transfers, the server tells its
clients so (`/api/3.0/mlflow/server-info`; tried with 3.17.2), and they use the store directly. The server looks at the
store's class, which inherits from mixins. So this plugin wraps the store in an object whose class has no such mixin. It
uses MLflow's own way to add stores, the entry points `mlflow.artifact_repository`, which are loaded after MLflow's own.
"""

from mlflow.store.artifact.artifact_repo import ArtifactRepository


class ThroughServer(ArtifactRepository):
    """Does all that another store does, and offers no direct transfer."""

    def __init__(self, store):
        object.__setattr__(self, "_with_mlflow_env_store", store)

    def __getattribute__(self, name):
        # Python asks for the class by such names: it is this one.
        if name.startswith("__"):
            return object.__getattribute__(self, name)
        found = getattr(object.__getattribute__(self, "_with_mlflow_env_store"), name)
        if name == "for_workspace":
            return lambda *args, **kwargs: ThroughServer(found(*args, **kwargs))
        return found


# No method of the base class is ever called, so none has to be implemented.
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
