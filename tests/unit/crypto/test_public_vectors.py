"""The wrapped primitives against published vectors: right algorithm, right argument order."""

from __future__ import annotations

import cryptography_vectors
import nacl.bindings
import pytest
from cryptography.hazmat.primitives.asymmetric import mlkem
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from kyber_py.ml_kem import ML_KEM_768

from app.crypto import aead, ed25519, kem, x25519
from app.crypto.errors import AuthenticationError, BadKeyError, BadSignatureError
from app.crypto.key_derivation import hkdf, hmac_sha256
from app.crypto.system_random import SystemRandom
from app.crypto.vault import VaultCost, _stretch

SMALL_ORDER_X25519 = [
    "00" * 32,
    "01" + "00" * 31,
    "e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800",
    "5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157",
    "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
]
SUNSCREEN = (
    b"Ladies and Gentlemen of the class of '99: If I could offer you only one tip for the future, "
    b"sunscreen would be it."
)


def vector_lines(*path: str) -> list[str]:
    with cryptography_vectors.open_vector_file("/".join(path), "r") as file:
        return [line.strip() for line in file]


def vector_groups(first: str, *path: str, limit: int = 10_000) -> list[dict[str, str]]:
    """Groups of `name = value` lines, each begun by the name `first`."""
    groups: list[dict[str, str]] = []
    for line in vector_lines(*path):
        name, equals, value = line.partition("=")
        if not equals or line.startswith("#"):
            continue
        if name.strip() == first:
            if len(groups) == limit:
                break
            groups.append({})
        if groups:
            groups[-1][name.strip()] = value.strip()
    return groups


@pytest.mark.parametrize(
    ("scalar", "point", "result"),
    [
        (
            "a546e36bf0527c9d3b16154b82465edd62144c0ac1fc5a18506a2244ba449ac4",
            "e6db6867583030db3594c1a424b15f7c726624ec26b3353b10a903a6d0ab1c4c",
            "c3da55379de9c6908e94ea4df28d084f32eccf03491c71f754b4075577a28552",
        ),
        (
            "4b66e9d4d1b4673c5ad22691957d6af5c11b6421e0ea01d42ca4169e7918ba0d",
            "e5210f12786811d3f4b7959d0538ae2c31dbe7106fc03c3efc4cd549c715a493",
            "95cbde9476e8907d7aade45cb4b873f88b595a68799fa152e6f8f7647aac7957",
        ),
    ],
)
def test_x25519_rfc7748_section_5_2(scalar: str, point: str, result: str) -> None:
    assert x25519.agree(bytes.fromhex(scalar), bytes.fromhex(point)).hex() == result


def test_x25519_rfc7748_iterated_a_thousand_times() -> None:
    scalar = point = b"\x09" + bytes(31)
    for _ in range(1000):
        scalar, point = x25519.agree(scalar, point), scalar
    assert scalar.hex() == "684cf59ba83309552800ef566f2f4d3c1c3887c49360e3875f2eb94d99532c51"


def test_x25519_public_key_is_agreement_with_the_base_point() -> None:
    secret = bytes(range(32))
    assert x25519.public_key(secret) == x25519.agree(secret, b"\x09" + bytes(31))


@pytest.mark.parametrize("key", SMALL_ORDER_X25519)
def test_x25519_refuses_points_of_small_order(key: str) -> None:
    with pytest.raises(BadKeyError):
        x25519.agree(b"\x55" * 32, bytes.fromhex(key))


def test_x25519_refuses_keys_of_another_size() -> None:
    with pytest.raises(BadKeyError):
        x25519.agree(b"\x55" * 32, b"\x09" * 31)


def test_ed25519_rfc8032_and_its_authors_vectors() -> None:
    lines = vector_lines("asymmetric", "Ed25519", "sign.input")
    assert len(lines) == 1024
    for line in lines[:256]:
        seed_and_key, key, message, signature_and_message = (
            bytes.fromhex(part) for part in line.split(":")[:4]
        )
        seed, signature = seed_and_key[:32], signature_and_message[:64]
        assert ed25519.public_key(seed) == key
        assert ed25519.sign(seed, message) == signature
        assert ed25519.verify(key, message, signature)
        assert not ed25519.verify(key, message + b"x", signature)


def test_ed25519_refuses_what_other_libraries_let_pass() -> None:
    key, seed = ed25519.public_key(bytes(32)), bytes(32)
    signature = ed25519.sign(seed, b"m")
    order = 2**252 + 27742317777372353535851937790883648493
    scalar = int.from_bytes(signature[32:], "little") + order
    malleable = signature[:32] + scalar.to_bytes(32, "little")
    assert not ed25519.verify(key, b"m", malleable)
    identity_point = b"\x01" + bytes(31)
    assert not ed25519.verify(identity_point, b"m", identity_point + bytes(32))
    assert not ed25519.verify(key, b"m", signature[:63])
    longer = ed25519.sign(seed, b"and m") + b"and "
    assert not ed25519.verify(key, b"m", longer), "part of the message inside the signature"
    with pytest.raises(BadSignatureError):
        ed25519.require(key, b"other", signature)
    ed25519.require(key, b"m", signature)


def test_hkdf_rfc5869() -> None:
    groups = vector_groups("COUNT", "KDF", "rfc-5869-HKDF-SHA256.txt")
    assert len(groups) == 3
    for group in groups:
        salt, key, info = (bytes.fromhex(group[name]) for name in ("salt", "IKM", "info"))
        assert hkdf(salt, key, info, int(group["L"])).hex() == group["OKM"].lower()


def test_hmac_rfc4231_case_2() -> None:
    assert hmac_sha256(b"Jefe", b"what do ya want for nothing?").hex() == (
        "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
    )


def test_chacha20_poly1305_rfc8439_section_2_8_2() -> None:
    """The construction below XChaCha20-Poly1305, in the same library."""
    sealed = nacl.bindings.crypto_aead_chacha20poly1305_ietf_encrypt(
        SUNSCREEN,
        bytes.fromhex("50515253c0c1c2c3c4c5c6c7"),
        bytes.fromhex("070000004041424344454647"),
        bytes(range(0x80, 0xA0)),
    )
    assert sealed.hex() == (
        "d31a8d34648e60db7b86afbc53ef7ec2a4aded51296e08fea9e2b5a736ee62d63dbea45e8ca9671282fafb69"
        "da92728b1a71de0a9e060b2905d6a5b67ecd3b3692ddbd7f2d778b8c9803aee328091b58fab324e4fad67594"
        "5585808b4831d7bc3ff4def08e4b7a9de576d26586cec64b61161ae10b594f09e26a7e902ecbd0600691"
    )


def test_xchacha20_poly1305_draft_irtf_cfrg_xchacha_a_3_1() -> None:
    key, nonce = bytes(range(0x80, 0xA0)), bytes(range(0x40, 0x58))
    associated_data = bytes.fromhex("50515253c0c1c2c3c4c5c6c7")
    sealed = aead.seal(key, nonce, SUNSCREEN, associated_data)
    assert sealed.hex() == (
        "bd6d179d3e83d43b9576579493c0e939572a1700252bfaccbed2902c21396cbb731c7f1b0b4aa6440bf3a82f"
        "4eda7e39ae64c6708c54c216cb96b72e1213b4522f8c9ba40db5d945b11b69b982c1bb9e3f3fac2bc369488f"
        "76b2383565d3fff921f9664c97637da9768812f615c68b13b52ec0875924c1c7987947deafd8780acf49"
    )
    assert aead.unseal(key, nonce, sealed, associated_data) == SUNSCREEN
    for bad in (b"", sealed[:15], sealed[:-1], sealed[:-1] + b"\0"):
        with pytest.raises(AuthenticationError):
            aead.unseal(key, nonce, bad, associated_data)


def test_ml_kem_768_fips203() -> None:
    """Key generation and decapsulation; pyca/cryptography draws its own encapsulation coins."""
    groups = vector_groups("count", "asymmetric", "MLKEM", "kat_MLKEM_768.rsp", limit=40)
    assert len(groups) == 40
    for group in groups:
        seed = bytes.fromhex(group["d"] + group["z"])
        assert kem.encapsulation_key(seed).hex() == group["pk"]
        assert kem.decapsulate(seed, bytes.fromhex(group["ct"])).hex() == group["ss"]
        # Implicit rejection: a forged ciphertext gives the vector's other secret.
        assert kem.decapsulate(seed, bytes.fromhex(group["ct_n"])).hex() == group["ss_n"]


def test_ml_kem_768_against_an_independent_implementation() -> None:
    for _ in range(5):
        seed = SystemRandom().random_bytes(64)
        their_key, their_secret = ML_KEM_768.key_derive(seed)
        assert kem.encapsulation_key(seed) == their_key
        ciphertext, shared_secret = SystemRandom().encapsulate(their_key)
        assert (len(ciphertext), len(shared_secret)) == (1088, 32)
        assert ML_KEM_768.decaps(their_secret, ciphertext) == shared_secret
        shared_secret, ciphertext = ML_KEM_768.encaps(their_key)
        assert kem.decapsulate(seed, ciphertext) == shared_secret


def test_ml_kem_768_refuses_malformed_input() -> None:
    for key in (b"", bytes(1183), b"\xff" * 1184):
        with pytest.raises(BadKeyError):
            kem.encapsulate(key)
        with pytest.raises(BadKeyError):
            kem.check_encapsulation_key(key)
    with pytest.raises(BadKeyError):
        kem.decapsulate(bytes(64), bytes(1087))
    assert mlkem.MLKEM768PrivateKey.from_seed_bytes(bytes(64))


def test_argon2id_rfc9106_and_our_parameters() -> None:
    """libsodium takes neither four lanes, nor a secret, nor associated data, which the RFC's vector
    has. So another implementation is held to the RFC, and libsodium to that one with one lane.
    """
    groups = vector_groups("COUNT", "KDF", "argon2id.txt")
    rfc = groups[0]
    other = Argon2id(
        salt=bytes.fromhex(rfc["salt"]),
        length=int(rfc["length"]),
        iterations=int(rfc["iter"]),
        lanes=int(rfc["lanes"]),
        memory_cost=int(rfc["memcost"]),
        ad=bytes.fromhex(rfc["ad"]),
        secret=bytes.fromhex(rfc["secret"]),
    )
    assert other.derive(bytes.fromhex(rfc["pass"])).hex() == rfc["output"]
    salt = bytes(range(16))
    for operations, kibibytes in ((1, 8), (2, 64), (3, 256)):
        ours = _stretch("pass phrase", salt, VaultCost(operations, kibibytes * 1024))
        theirs = Argon2id(
            salt=salt, length=32, iterations=operations, lanes=1, memory_cost=kibibytes
        ).derive(b"pass phrase")
        assert ours == theirs
