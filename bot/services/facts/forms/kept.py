"""Keeping what somebody typed into a form that could not be read, so that they need not type it again."""

from collections.abc import Sequence

from bot.errors import BadInput
from bot.services.kit import Service
from bot.store.gateways.proposals import Typed


class KeptForms(Service):
    """Forms are kept for a day. Only the member who typed one gets it back."""

    async def keep(self, guild: int, user: int, form: str, fields: Sequence[str]) -> int:
        """Keep a form's fields, at most five, under its custom id. Return the id to get them back with."""
        new_id = self._ids()
        async with self._store.changing() as gateways:
            await gateways.proposals.keep_typed(new_id, guild, user, Typed(form, tuple(fields)), self._clock())
        return new_id

    async def get(self, guild: int, user: int, kept: int) -> tuple[str, tuple[str, ...]]:
        """Return the form's custom id and its fields. Raises BadInput."""
        found = await self._store.reading().proposals.typed(guild, user, kept)
        if found is None:
            raise BadInput("What you typed there is no longer kept. Start again with the command.")
        return found.form, found.fields
