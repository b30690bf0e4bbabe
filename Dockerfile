FROM python:3.12-slim-bookworm
RUN useradd --uid 1000 --create-home rednote
WORKDIR /srv/rednote
COPY requirements.lock ./
COPY scripts/install scripts/install
RUN scripts/install requirements.lock
COPY . .
ENV PYTHONUNBUFFERED=1 REDNOTE_BIND=0.0.0.0 REDNOTE_STATE_DIR=/var/lib/rednote
RUN REDNOTE_SECRET_KEY=unused .venv/bin/python manage.py compile_messages \
    && install -d -o rednote -g rednote /var/lib/rednote
USER rednote
VOLUME /var/lib/rednote
EXPOSE 8000
CMD [".venv/bin/python", "-m", "rednote.up", "web"]
