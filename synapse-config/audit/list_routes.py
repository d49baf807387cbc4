"""Prints, as JSON, every route that the pinned Synapse registers for its client-server API: verb, pattern, servlet.

Run with Synapse's own Python on a rendered configuration, whose database is not touched: python list_routes.py homeserver.yaml
The gateway's table must classify each route, so that an upgrade cannot open one silently.
"""

import json
import sys
import tempfile

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
        config = HomeServerConfig.load_config("list_routes", ["-c", sys.argv[1], "-c", instead.name])
    homeserver = SynapseHomeServer(config.server.server_name, config=config)
    homeserver.setup()
    listener = Listener()
    ClientRestResource.register_servlets(listener, homeserver, ["client"])
    from synapse.rest.client import media

    media.register_servlets(homeserver, listener)
    json.dump(listener.routes, sys.stdout)


main()
