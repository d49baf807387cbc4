"""Prints, as JSON, every route that the pinned Synapse registers for its client-server API: verb, pattern, servlet.

Run with Synapse's own Python on a rendered configuration, whose database is not touched: python list_routes.py homeserver.yaml
(followed by workers.yaml and that of a worker: what this worker answers).
The gateway's table must classify each route, so that an upgrade cannot open one silently.
"""

import json
import sys
import tempfile

from synapse.app.generic_worker import GenericWorkerServer
from synapse.app.homeserver import SynapseHomeServer
from synapse.config.homeserver import HomeServerConfig
from synapse.rest import ClientRestResource


class Listener:
    """Stands where Synapse's HTTP server would, and only writes down what is registered."""

    def __init__(self) -> None:
        self.routes: list[dict[str, str]] = []

    def register_paths(self, method, path_patterns, callback, servlet_classname) -> None:
        for pattern in path_patterns:
            self.routes.append({"method": method, "pattern": pattern.pattern, "servlet": servlet_classname})


def main() -> None:
    with tempfile.NamedTemporaryFile("w", suffix=".yaml") as instead:
        # Later files win: an empty database in memory, so that no living one is written to.
        instead.write('database: {name: sqlite3, args: {database: ":memory:"}}\n')
        instead.flush()
        config = HomeServerConfig.load_config("list_routes", [part for path in (*sys.argv[1:], instead.name) for part in ("-c", path)])
    kind = SynapseHomeServer if config.worker.worker_app is None else GenericWorkerServer
    homeserver = kind(config.server.server_name, config=config)
    homeserver.setup()
    listener = Listener()
    ClientRestResource.register_servlets(listener, homeserver, ["client"])
    if config.worker.worker_app is None:
        from synapse.rest.client import media

        media.register_servlets(homeserver, listener)
    json.dump(listener.routes, sys.stdout)


main()
