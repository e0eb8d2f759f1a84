# One image for server, worker and command line; compose.yaml says which is which.
FROM python:3.13-slim

# The user is chosen where it is started: what it writes outside of the volumes goes to /tmp.
ENV HOME=/tmp PREFECT_HOME=/tmp/prefect PREFECT_SERVER_ANALYTICS_ENABLED=false DO_NOT_TRACK=1 PYTHONUNBUFFERED=1

WORKDIR /srv/zhpages
COPY pyproject.toml constraints.txt README.md LICENSE ./
COPY flows flows
COPY schemas schemas
RUN pip install --no-cache-dir -c constraints.txt -e . && mkdir raw processed review && chmod a+rwx processed review
USER 1000:1000
CMD ["zhpages", "--help"]
