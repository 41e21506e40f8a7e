"""What an error was made from."""

# What OpenSSL, by its version, makes of a server that answers a handshake without TLS.
NO_TLS = ("WRONG_VERSION_NUMBER", "HTTP_REQUEST", "RECORD_LAYER_FAILURE", "PACKET_LENGTH_TOO_LONG")


def find_causes(error):
    """An error and everything that it was made from."""
    waiting, seen = [error], set()
    while waiting:
        cause = waiting.pop(0)
        if not isinstance(cause, BaseException) or id(cause) in seen:
            continue
        seen.add(id(cause))
        yield cause
        waiting += [getattr(cause, "kwargs", {}).get("error"), getattr(cause, "reason", None), cause.__cause__]
        waiting += [*cause.args, cause.__context__]
