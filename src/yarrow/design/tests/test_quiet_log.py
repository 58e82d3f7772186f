import logging
from types import SimpleNamespace

from yarrow.design.quiet_log import QuietFormatter


def line(name: str, message: str, *args: object, **more: object) -> str:
    record = logging.LogRecord(name, logging.ERROR, "somewhere.py", 1, message, args, None)
    record.__dict__ |= more
    return QuietFormatter().format(record)


def test_log_of_a_library_leaves_out_its_arguments() -> None:
    assert "Mill Lane" not in line("django.security", "Invalid: %s", "12 Mill Lane")


def test_log_of_a_request_names_the_route_never_the_address() -> None:
    request = SimpleNamespace(
        resolver_match=SimpleNamespace(route="room/<uuid:room>/"), path="/room/9f/?q=Asha"
    )

    text = line("django.request", "%s: %s", "Not Found", "/room/9f/?q=Asha", status_code=404, request=request)

    assert text.endswith("404 room/<uuid:room>/")


def test_log_of_an_exception_says_where_but_not_what() -> None:
    try:
        raise ValueError("12 Mill Lane")  # noqa: TRY301  # raised here on purpose
    except ValueError as error:
        caught = (type(error), error, error.__traceback__)

    text = line("django.request", "%s", "x", exc_info=caught)

    assert "ValueError" in text
    assert "test_quiet_log.py" in text
    assert "Mill Lane" not in text


def test_log_of_our_own_event_is_printed_whole() -> None:
    assert line("yarrow.audit", "%s", "entry_sealed").endswith("entry_sealed")
