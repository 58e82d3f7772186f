"""A look asks the same once; anything else, and anything after an act, asks anew."""

from itertools import count

from yarrow.kernel.look import asked_once, forget, one_look


def test_outside_a_look_everything_is_asked_anew() -> None:
    numbers = count()

    assert [asked_once("who", lambda: next(numbers)) for _each in range(3)] == [0, 1, 2]


def test_a_look_asks_each_question_once() -> None:
    numbers = count()

    with one_look(is_look=True):
        assert [asked_once("who", lambda: next(numbers)) for _each in range(3)] == [0, 0, 0]
        assert asked_once("what", lambda: next(numbers)) == 1


def test_a_post_remembers_nothing() -> None:
    numbers = count()

    with one_look(is_look=False):
        assert [asked_once("who", lambda: next(numbers)) for _each in range(2)] == [0, 1]


def test_what_is_written_forgets_it_all() -> None:
    numbers = count()

    with one_look(is_look=True):
        asked_once("who", lambda: next(numbers))
        forget()
        assert asked_once("who", lambda: next(numbers)) == 1


def test_the_next_look_knows_nothing_of_this_one() -> None:
    numbers = count()

    for expected in (0, 1):
        with one_look(is_look=True):
            assert asked_once("who", lambda: next(numbers)) == expected
    assert asked_once("who", lambda: next(numbers)) == 2


def test_a_post_within_a_look_neither_uses_nor_leaves_anything() -> None:
    numbers = count()

    with one_look(is_look=True):
        asked_once("who", lambda: next(numbers))
        with one_look(is_look=False):
            assert asked_once("who", lambda: next(numbers)) == 1
        assert asked_once("who", lambda: next(numbers)) == 0


def test_nothing_found_is_remembered_too() -> None:
    numbers = count()

    with one_look(is_look=True):
        assert asked_once("who", lambda: [next(numbers)][1:]) == []
        asked_once("who", lambda: [next(numbers)])
    assert next(numbers) == 1
