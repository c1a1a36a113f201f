"""The clinic of the gallery: invented people, long names, several scripts, every state."""

from __future__ import annotations

from time import time

from app.core.records import DeliveryState, MessageKind, Notice
from app.core.views import AttentionReason, ContactView, Trust
from app.ui.gallery_services import SampleClient, make_contact
from app.ui.gallery_use_cases import MINUTE

AMIRA = make_contact("Dr. Amira Haddad", "Physician", "Cardiology", Trust.VERIFIED)
LONG = make_contact(
    "Prof. Dr. med. Maximiliane Freifrau von Schwarzenberg-Hohenstein",
    "Oberärztin und stellvertretende Klinikdirektorin",
    "Zentrum für Herz-, Thorax- und Gefäßchirurgie",
)
ARABIC = make_contact("د. ليلى الحسيني", "طبيبة", "قسم الطوارئ")
CHANGED = make_contact(
    "Dr. Tomasz Nowak", "Physician", "Radiology", Trust.ATTENTION, AttentionReason.KEY_CHANGED
)
MISMATCHED = make_contact(
    "Elif Yıldız", "Physiotherapist", "Rehabilitation", Trust.ATTENTION, AttentionReason.MISMATCH
)
NO_DEVICE = make_contact("Hannah Brandt", "Nurse", "Ward 2A", attention=AttentionReason.NO_DEVICE)
CLOSED = make_contact(
    "Peter Lorenz", "Physician", "Surgery", Trust.ATTENTION, AttentionReason.CLOSED
)
HOSTILE = make_contact(
    '<img src="/etc/hostname"> <b>Dr.</b> \u202eevil\u202c', "<i>Nurse</i>", "Ward & 4"
)
TWIN = make_contact("Anna Müller", "Nurse", "Intensive care", duplicate_of="Ward 1, N-11873")
OTHERS = tuple(
    make_contact(name, role, department)
    for name, role, department in (
        ("Dr. Sofia Lindqvist", "Physician", "Anaesthesia"),
        ("Marek Dvořák", "Nurse", "Emergency"),
        ("Dr. Kwame Mensah", "Physician", "Paediatrics"),
        ("Chiara Rossi", "Midwife", "Obstetrics"),
        ("Ingrid Åkesson", "Pharmacist", "Pharmacy"),
        ("田中 美咲", "Physician", "Neurology"),
        ("Lukas Groß", "Nurse", "Ward 3B"),
    )
)
EVERYONE = (
    AMIRA, LONG, ARABIC, CHANGED, MISMATCHED, NO_DEVICE, CLOSED, HOSTILE, TWIN, *OTHERS,
)  # fmt: skip


def sample_client() -> SampleClient:
    """A ward's morning."""
    client = SampleClient(EVERYONE)
    now = round(time() * 1000)
    _talk(client, AMIRA, now)
    client.put(
        LONG,
        "Bitte die Verlegungsunterlagen für Zimmer 12 vorbereiten.",
        at_ms=now - 95 * MINUTE,
        unread=True,
    )
    client.put(ARABIC, "هل وصلت نتائج المختبر؟", at_ms=now - 40 * MINUTE, unread=True)
    client.put(
        ARABIC, "نعم، وصلت قبل قليل. potassium 4.1 mmol/L", at_ms=now - 39 * MINUTE, mine=True
    )
    client.put(ARABIC, "شكراً جزيلاً، سأراجعها الآن.", at_ms=now - 38 * MINUTE, unread=True)
    client.put(CHANGED, "CT slot at 14:30 is yours.", at_ms=now - 26 * 60 * MINUTE)
    client.put(CHANGED, Notice.KEY_CHANGED.value, kind=MessageKind.NOTICE, at_ms=now - 180 * MINUTE)
    client.put(MISMATCHED, "Can we move the session to 11?", at_ms=now - 50 * 60 * MINUTE)
    client.put(
        MISMATCHED, Notice.MISMATCH.value, kind=MessageKind.NOTICE, at_ms=now - 49 * 60 * MINUTE
    )
    client.put(HOSTILE, '<img src="/etc/hostname"><h1>Big</h1>', at_ms=now - 5 * 24 * 60 * MINUTE)
    client.put(HOSTILE, "Zalgo: T̷̢̛̗̬̉̎ȟ̶̺̟e̵̡͔͒ ward\u202e gnp.exe\u202c\x07", at_ms=now - 5 * 24 * 60 * MINUTE)
    client.put(HOSTILE, "W" * 700, at_ms=now - 5 * 24 * 60 * MINUTE + MINUTE)
    client.put(
        HOSTILE, "👩🏽‍⚕️🏥❤️‍🔥 👨‍👩‍👧‍👦 ok", mine=True, at_ms=now - 5 * 24 * 60 * MINUTE + 2 * MINUTE
    )
    client.put(
        HOSTILE,
        "\n".join(f"line {n}" for n in range(200)),
        at_ms=now - 5 * 24 * 60 * MINUTE + 3 * MINUTE,
    )
    client.drafts[TWIN.conversation_id] = "Could you take over bed 7 from"
    return client


def _talk(client: SampleClient, contact: ContactView, now: int) -> None:
    start = now - 27 * 60 * MINUTE
    client.put(
        contact,
        "Good evening Jonas. Mr. Keller in 312 had a run of ten VT beats at 19:40, asymptomatic.",
        at_ms=start,
    )
    client.put(
        contact, "Please check potassium and magnesium with the morning draw.", at_ms=start + MINUTE
    )
    client.put(
        contact,
        "Ordered both. He is comfortable, 128/76, SpO₂ 97 %.",
        mine=True,
        at_ms=start + 6 * MINUTE,
    )
    client.put(contact, Notice.VERIFIED.value, kind=MessageKind.NOTICE, at_ms=start + 9 * MINUTE)
    morning = now - 24 * MINUTE
    client.put(contact, "Labs are back: K 3.4, Mg 0.68. ECG unchanged.", mine=True, at_ms=morning)
    client.put(
        contact,
        "Thank you. Replace both:\n• KCl 20 mmol in 500 ml over 4 h\n• Mg sulfate 2 g over 1 h\n"
        "Recheck at 14:00, and call me if he has more than three beats.",
        at_ms=morning + 3 * MINUTE,
    )
    client.put(
        contact,
        "Running since 9:15. Will recheck at 14:00.",
        mine=True,
        at_ms=morning + 5 * MINUTE,
        state=DeliveryState.DELIVERED,
    )
    client.put(
        contact,
        "Family asks whether you could call them today.",
        mine=True,
        at_ms=morning + 12 * MINUTE,
        state=DeliveryState.SENT,
    )
    client.put(
        contact,
        "Their number is in the chart.",
        mine=True,
        at_ms=morning + 12 * MINUTE + 9000,
        state=DeliveryState.FAILED,
        failure="mailbox-full",
    )
    client.put(
        contact,
        "One more thing: could you print the telemetry strip?",
        at_ms=morning + 20 * MINUTE,
        unread=True,
        skewed=True,
    )
    client.put(contact, "I come by in ten minutes.", at_ms=morning + 21 * MINUTE, unread=True)
    client.put(
        contact, "On it.", mine=True, at_ms=morning + 22 * MINUTE, state=DeliveryState.QUEUED
    )
