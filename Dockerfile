# One image, one process: the server with the built-in speech engines. Data and models live in volumes.
FROM debian:12-slim AS build
RUN apt-get update && apt-get install -y --no-install-recommends python3 python3-venv && rm -rf /var/lib/apt/lists/*
WORKDIR /srv/vorzimmer
RUN python3 -m venv .venv
COPY requirements.lock ./
RUN .venv/bin/pip install --no-cache-dir --disable-pip-version-check --require-hashes -r requirements.lock
COPY pyproject.toml README.md ./
COPY prompts prompts
COPY voice voice
COPY app app
RUN .venv/bin/pip install --no-cache-dir --disable-pip-version-check --no-deps --no-build-isolation -e . \
 && .venv/bin/vorzimmer models fetch

FROM debian:12-slim
RUN apt-get update && apt-get install -y --no-install-recommends python3 libgomp1 && rm -rf /var/lib/apt/lists/* \
 && useradd --system --create-home --uid 10001 vorzimmer
WORKDIR /srv/vorzimmer
COPY --from=build --chown=vorzimmer /srv/vorzimmer /srv/vorzimmer
RUN mkdir -p data && chown vorzimmer data
USER vorzimmer
ENV PATH=/srv/vorzimmer/.venv/bin:$PATH VORZIMMER_HOST=0.0.0.0 VORZIMMER_LOG_FORMAT=json PYTHONUNBUFFERED=1
EXPOSE 8000
VOLUME ["/srv/vorzimmer/data"]
HEALTHCHECK --interval=15s --timeout=3s --start-period=60s \
  CMD ["python3", "-c", "import urllib.request as r; r.urlopen('http://127.0.0.1:8000/healthz', timeout=2)"]
# SIGTERM drains: running calls are finished before the process ends (see stop_grace_period in compose.yaml).
CMD ["vorzimmer", "serve"]
