"""Prints, as JSON, every callback that the pinned Synapse offers to modules, those that the configured modules register, and what
Synapse's own dispatchers then answer to questions that no request can ask here.

Run with Synapse's own Python on a rendered configuration, whose database is not touched: python list_callbacks.py homeserver.yaml
Each callback must be registered or waived with a reason (module/waived-callbacks.ts), so that an upgrade offers none unnoticed.
"""

import inspect
import json
import sys
import tempfile

from synapse.app.homeserver import SynapseHomeServer
from synapse.config.homeserver import HomeServerConfig
from synapse.module_api import ModuleApi
from twisted.internet import defer

REGISTRATIONS = [name for name in dir(ModuleApi) if name.startswith("register")]


def offered() -> list[str]:
    return [
        f"{registration}.{callback}"
        for registration in REGISTRATIONS
        if registration.endswith("_callbacks")
        for callback in inspect.signature(getattr(ModuleApi, registration)).parameters
        if callback != "self"
    ]


def registered(homeserver: SynapseHomeServer) -> list[str]:
    """Makes the modules as Synapse does, and writes down what they register on the way."""
    api, seen = homeserver.get_module_api(), []

    def noting(registration: str):
        register = getattr(api, registration)

        def note(*args, **kwargs):
            bound = inspect.signature(register).bind(*args, **kwargs).arguments
            seen.extend(f"{registration}.{callback}" for callback, value in bound.items() if value is not None)
            return register(*args, **kwargs)

        return note

    for registration in REGISTRATIONS:
        if registration.endswith("_callbacks"):
            setattr(api, registration, noting(registration))
    for module, config in homeserver.config.modules.loaded_modules:
        module(config=config, api=api)
    return seen


def answer(question) -> str:
    said: list[str] = []
    defer.ensureDeferred(question).addBoth(lambda result: said.append(repr(result)))
    return said[0] if said else "no answer"


def main() -> None:
    with tempfile.NamedTemporaryFile("w", suffix=".yaml") as instead:
        # Later files win: an empty database in memory, so that no living one is written to.
        instead.write('database: {name: sqlite3, args: {database: ":memory:"}}\n')
        instead.flush()
        config = HomeServerConfig.load_config("list_callbacks", ["-c", sys.argv[1], "-c", instead.name])
    homeserver = SynapseHomeServer(config.server.server_name, config=config)
    homeserver.setup()
    found = registered(homeserver)
    asked = homeserver.get_module_api_callbacks().spam_checker
    answers = {
        "somebody registers": answer(asked.check_registration_for_spam(None, "intrus", [("agent", "192.0.2.1")])),
        "the bridge registers": answer(asked.check_registration_for_spam(None, "quelquun", [])),
        "another server invites": answer(asked.federated_user_may_invite(None)),
        "another server sends": answer(asked.should_drop_federated_event(None)),
        "an e-mail address is invited": answer(asked.user_may_send_3pid_invite("@a:b", "email", "a@b", "!a:b")),
    }
    others = [name for name in REGISTRATIONS if not name.endswith("_callbacks")]
    json.dump({"offered": offered(), "registered": found, "others": others, "answers": answers}, sys.stdout)


main()
