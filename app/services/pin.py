"""The person's PIN, chosen while the profile is open (`PinUseCases`)."""

from __future__ import annotations

from functools import partial

from app.core.errors import CurbsideError
from app.core.pin import require_good_pin
from app.core.policy import Policy
from app.core.shared_views import PinView
from app.core.store_ports import Store, Transaction
from app.crypto import pin as pins
from app.crypto.pin import PinSecret
from app.crypto.vault import VaultCost
from app.services.context import Context, log
from app.services.held_key import HeldKey
from app.services.off_loop import off_loop
from app.services.tries import Tries

_NAME = "pin"


class PinNotAllowed(CurbsideError):  # noqa: N818 - named for what happened
    """Policy forbids PINs."""

    code = "pin-not-allowed"
    message = "Your clinic does not allow a PIN on this computer."
    action = "Use your passphrase."


def secret_in(tx: Transaction) -> PinSecret | None:
    """What the database keeps of the PIN; None when none was chosen."""
    stored = tx.settings.get(_NAME)
    try:
        return None if stored is None else pins.decode_secret(stored)
    except CurbsideError as error:
        log.warning("pin: %s", error.code)
        return None


async def hold_after_passphrase(
    store: Store, held: HeldKey, policy: Policy, vault_key: bytes
) -> None:
    """The passphrase opened the profile: from now on the PIN does, if there is one."""
    held.drop()
    secret = await store.read(secret_in)
    if secret is not None and policy.pin_hours and secret.length >= policy.min_pin_length:
        held.hold(secret, vault_key)


class PinService:
    """Choosing a PIN and doing without."""

    def __init__(self, context: Context, tries: Tries, held: HeldKey, cost: VaultCost) -> None:
        self._context = context
        self._tries = tries
        self._held = held
        self._cost = cost

    async def status(self) -> PinView:
        """What was chosen, and what the clinic allows."""
        policy = self._context.policy
        secret = await self._context.store.read(secret_in)
        return PinView(
            hours=policy.pin_hours,
            least_length=policy.min_pin_length,
            chosen=secret is not None,
            too_short=secret is not None and secret.length < policy.min_pin_length,
            held=self._held.view() is not None,
        )

    async def choose(self, passphrase: str, pin: str) -> None:
        """Have `pin` open the app from now on. Raises PinRefused, WrongPassphraseError, TooSoon."""
        policy = self._context.policy
        if not policy.pin_hours:
            raise PinNotAllowed
        require_good_pin(pin, policy.min_pin_length)
        vault_key = await off_loop(partial(self._tries.unwrap, passphrase))
        make = partial(pins.make_secret, pin, self._context.randomness, self._cost)
        secret = await off_loop(make)
        await self._context.store.write(lambda tx: tx.settings.put(_NAME, secret.encode()))
        self._held.hold(secret, vault_key)

    async def give_up(self) -> None:
        """Have no PIN: the passphrase is asked for each time."""
        self._held.drop()
        await self._context.store.write(lambda tx: tx.settings.delete(_NAME))
