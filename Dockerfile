# The MLflow server with the project's AWS account. docs/deployment.md says how to build, run and update it.
#
#     docker build --tag with-mlflow-env .
#
# Node 24 for the launcher, and the same Debian's Python 3.11 for MLflow. For builds that are to be the same for ever,
# name the base by its digest: --build-arg BASE=node@sha256:…
ARG BASE=node:24-bookworm-slim

FROM ${BASE} AS system
RUN apt-get update \
    && apt-get install --yes --no-install-recommends python3 \
    && rm -rf /var/lib/apt/lists/*

FROM ${BASE} AS launcher
WORKDIR /opt/with-mlflow-env
COPY .npmrc package.json package-lock.json ./
RUN npm ci --ignore-scripts
COPY LICENSE tsconfig.json tsconfig.build.json ./
COPY scripts scripts
COPY src src
COPY bin bin
# The build compiles for the Node that it runs on: the one of the image.
RUN npm run build

FROM system AS python
RUN apt-get update \
    && apt-get install --yes --no-install-recommends python3-venv \
    && rm -rf /var/lib/apt/lists/*
COPY requirements/uv.txt requirements/server.txt /opt/requirements/
RUN python3 -m venv /opt/uv \
    && /opt/uv/bin/pip install --no-cache-dir --no-input --require-hashes --requirement /opt/requirements/uv.txt
# Compiled here: with a read-only root nothing could be compiled later, and every start would take three times as long.
RUN python3 -m venv --without-pip /opt/mlflow \
    && /opt/uv/bin/uv pip install --python /opt/mlflow/bin/python --no-cache --require-hashes --compile-bytecode \
       --requirement /opt/requirements/server.txt

FROM system
# By number, so that Kubernetes can see that it is not root. The home is for a database in a file, where no other is
# named; the second folder is where MLflow keeps each upload and download while it is under way.
RUN groupadd --gid 10001 mlflow \
    && useradd --uid 10001 --gid 10001 --home-dir /var/lib/mlflow --no-create-home --shell /usr/sbin/nologin mlflow \
    && install --directory --owner=10001 --group=10001 --mode=0700 /var/lib/mlflow /var/tmp/mlflow
COPY --from=python /opt/mlflow /opt/mlflow
COPY --from=launcher /opt/with-mlflow-env/package.json /opt/with-mlflow-env/LICENSE /opt/with-mlflow-env/
COPY --from=launcher /opt/with-mlflow-env/bin /opt/with-mlflow-env/bin
COPY --from=launcher /opt/with-mlflow-env/dist /opt/with-mlflow-env/dist
COPY examples/deploy/health.py /opt/with-mlflow-env/health.py
RUN ln -s /opt/with-mlflow-env/bin/with-mlflow-env.js /usr/local/bin/with-mlflow-env

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
