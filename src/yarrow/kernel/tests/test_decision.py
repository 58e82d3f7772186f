import pytest

from yarrow.kernel.decision import Reason, Refused, refused


def test_a_refusal_without_a_reason_cannot_be_made() -> None:
    with pytest.raises(ValueError, match="why"):
        Refused(())


def test_a_refusal_is_neither_true_nor_false() -> None:
    """A falsy refusal was once skipped by ``if refusal := check():``; now that fails loudly."""
    with pytest.raises(TypeError):
        bool(refused("E9", "High risk."))


def test_a_refusal_keeps_its_reason_and_field() -> None:
    assert refused("E9", "High risk.", field="level").reasons == (Reason("E9", "High risk.", "level"),)
