"""Publishing the head outside the database, daily, so that removal at the tail shows."""

import json
from datetime import timedelta

from django.conf import settings
from django_tasks import task

from joinedup.apps.audit.queries import head


@task()
def publish_head() -> str:
    """Write the head of the chain to the folder for published heads. Running it twice changes nothing."""
    now = head()
    folder = settings.JOINEDUP_HEADS_FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"head-{now.sequence:012}.json"
    path.write_text(json.dumps({"sequence": now.sequence, "hash": now.hash}) + "\n", "utf-8")
    return str(path)


SCHEDULE = {"audit.publish_head": (publish_head, timedelta(days=1))}
