"""What can go wrong in the cryptography, as a closed set.

None of these carries a key, a plaintext or any part of the refused bytes, and every function that
raises one has changed nothing.
"""

from __future__ import annotations

from app.core.errors import CurbsideError, ProtocolError


class BadSignatureError(ProtocolError):
    """A signature that does not verify under the key it is said to be from."""

    code = "bad-signature"
    message = "A signature is not genuine, so what it signs was refused."


class BadKeyError(ProtocolError):
    """A public key that is malformed, or whose agreement gives all zeros (small order)."""

    code = "bad-key"
    message = "A key that arrived is not a usable key, and was refused."


class AuthenticationError(ProtocolError):
    """A ciphertext that was not made with this key, nonce and associated data."""

    code = "authentication"
    message = "Something arrived that was altered on the way, and was refused."


class NoPrekeysError(CurbsideError):
    """The relay has no prekeys of a device: no session with it can be started now."""

    code = "no-prekeys"
    message = "One of the recipient's devices has not published any keys yet."
    action = "The message waits. It goes out once that device has been online."


class PrekeyRefusedError(ProtocolError):
    """A prekey that is expired, of the wrong kind, for another device, or not signed by it."""

    code = "prekey-refused"
    message = "The keys that the relay handed out for a device are not valid, and were refused."
    action = "No message was encrypted to them. Try again; if it persists, tell your clinic's IT."


class UndecryptableError(ProtocolError):
    """A message that no key of the session opens. Acknowledge it, and ask for a new session."""

    code = "undecryptable"
    message = "A message could not be decrypted."
    action = "The sender's app is asked to send it again."


class TooManySkippedError(UndecryptableError):
    """The message says that more were skipped before it than the bound allows."""

    code = "too-many-skipped"


class KeyDiscardedError(UndecryptableError):
    """The message is older than the keys this session still holds; it may have been used."""

    code = "key-discarded"


class PostQuantumError(UndecryptableError):
    """An encapsulation key or ciphertext is missing, unsolicited or changed within its chain."""

    code = "post-quantum"


class AlreadyReceivedError(ProtocolError):
    """This message number was decrypted before. Acknowledge and drop it: nothing is missing."""

    code = "already-received"
    message = "A message arrived a second time, and was dropped."
    action = "Nothing needs to be done."


class NotYetAnswerableError(CurbsideError):
    """Sending in a session that the peer started, before any of its messages was decrypted."""

    code = "not-yet-answerable"
    message = "The encrypted session is not ready for sending yet."


class SessionExhaustedError(CurbsideError):
    """A sending chain used up its message numbers. Start a new session."""

    code = "session-exhausted"
    message = "The encrypted session is used up, and a new one has to be started."


class BodyRefusedError(ProtocolError):
    """A body that is not the one the payload names, or does not open under its key."""

    code = "body-refused"
    message = "A message's content was altered on the way, and was refused."


class WrongPassphraseError(CurbsideError):
    """The passphrase does not open the vault."""

    code = "wrong-passphrase"
    message = "That is not the passphrase of this profile."
    action = "Check Caps Lock and the keyboard layout, and try again."


class WrongPinError(CurbsideError):
    """The PIN does not open the key."""

    code = "wrong-pin"
    message = "That is not the PIN."
    action = "Try again, or use your passphrase."


class DamagedPinError(CurbsideError):
    """What the database keeps of the PIN cannot be read."""

    code = "damaged-pin"
    message = "Your PIN cannot be read any more."
    action = "Choose it again in the settings."


class DamagedVaultError(CurbsideError):
    """The vault file is not as it was written, so no passphrase can be tried on it."""

    code = "damaged-vault"
    message = "The file that holds this profile's locked key is damaged."
    action = "Nothing was deleted. Ask your clinic's IT to restore the file from a backup."


class NotEnoughMemoryError(CurbsideError):
    """The system refused the memory that the passphrase's protection needs."""

    code = "not-enough-memory"
    message = "This computer has too little free memory to check the passphrase now."
    action = "Close other programs and try again."
