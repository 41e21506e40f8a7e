# The MLflow server with the project's AWS account. docs/deployment.md says how to build, run and update it.
#
#     npm run build:wheels                       # fills dist/wheels; docs/deployment.md has a way without Rust
#     docker build --tag with-mlflow-env .
#
# Python 3.11 for MLflow; the Node that the server needs is a Python package too. For builds that are to be the same for
# ever, name the base by its digest: --build-arg BASE=python@sha256:…
ARG BASE=python:3.11-slim-bookworm

FROM ${BASE} AS python
COPY requirements/uv.txt requirements/server.txt requirements/launcher.txt /opt/requirements/
RUN python3 -m venv /opt/uv \
    && /opt/uv/bin/pip install --no-cache-dir --no-input --require-hashes --requirement /opt/requirements/uv.txt
# Compiled here: with a read-only root nothing could be compiled later, and every start would take three times as long.
RUN python3 -m venv --without-pip /opt/mlflow \
    && /opt/uv/bin/uv pip install --python /opt/mlflow/bin/python --no-cache --require-hashes --compile-bytecode \
       --requirement /opt/requirements/server.txt --requirement /opt/requirements/launcher.txt
# From this folder and no index: what the launcher needs of others is there already, locked. Of several wheels, the one that
# fits the image is taken.
COPY dist/wheels/*.whl /opt/wheels/
RUN /opt/uv/bin/uv pip install --python /opt/mlflow/bin/python --no-cache --no-index --find-links /opt/wheels \
       --compile-bytecode "with-mlflow-env[server]"

FROM ${BASE}
# By number, so that Kubernetes can see that it is not root. The home is for a database in a file, where no other is
# named; the second folder is where MLflow keeps each upload and download while it is under way.
RUN groupadd --gid 10001 mlflow \
    && useradd --uid 10001 --gid 10001 --home-dir /var/lib/mlflow --no-create-home --shell /usr/sbin/nologin mlflow \
    && install --directory --owner=10001 --group=10001 --mode=0700 /var/lib/mlflow /var/tmp/mlflow
COPY --from=python /opt/mlflow /opt/mlflow
COPY examples/deploy/health.py /opt/with-mlflow-env/health.py

# Nobody enters without an API key: a gate listens at the port, and MLflow on a socket behind it. All addresses, because
# 127.0.0.1 would be the container's.
ENV PATH=/opt/mlflow/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin \
    HOME=/var/lib/mlflow \
    TMPDIR=/var/tmp/mlflow \
    PYTHONUNBUFFERED=1 \
    WITH_MLFLOW_ENV_AUTH=1 \
    MLFLOW_HOST=0.0.0.0
WORKDIR /var/lib/mlflow
# A volume, so that large files stay out of the container's own layer, and so that Fargate gives the folder to the user.
VOLUME ["/var/tmp/mlflow"]
USER 10001:10001
EXPOSE 5000
HEALTHCHECK --interval=30s --timeout=5s --start-period=180s --retries=3 \
    CMD ["python3", "/opt/with-mlflow-env/health.py"]
ENTRYPOINT ["with-mlflow-env", "server"]
