"""Names of the fields of HL7 v2 segments that clinicians read; all others keep their number."""

from __future__ import annotations

from typing import Final

from app.core import media_words as words

SEXES: Final = {"F": words.FEMALE, "M": words.MALE, "O": words.OTHER_SEX, "U": words.UNKNOWN_SEX}
"""Table 0001."""

RESULT_STATES: Final = {
    "P": words.PRELIMINARY,
    "C": words.CORRECTED,
    "D": words.DELETED,
    "W": words.WRONG,
    "X": words.NOT_OBTAINED,
    "I": words.PENDING,
    "R": words.NOT_VERIFIED,
}
"""Table 0085."""

RESULT_FIELDS: Final = {
    4: words.COMPONENT,
    14: words.EFFECTIVE,
    15: words.PERFORMER,
    16: words.PERFORMER,
    17: words.METHOD,
    18: words.DEVICE,
}

SEGMENTS: Final[dict[str, tuple[str, dict[int, str]]]] = {
    "MSH": (
        words.HEADER,
        {
            3: words.SENDER,
            4: words.SENDER,
            5: words.RECIPIENT,
            6: words.RECIPIENT,
            7: words.TIME,
            9: words.MESSAGE_TYPE,
            10: words.CONTROL_ID,
            12: words.SERIAL,
        },
    ),
    "PID": (
        words.SUBJECT,
        {
            3: words.ID,
            5: words.NAME,
            7: words.BIRTH_DATE,
            8: words.SEX,
            11: words.ADDRESS,
            13: words.PHONE,
            14: words.PHONE,
            15: words.LANGUAGE,
            16: words.MARITAL_STATUS,
            29: words.DEATH,
        },
    ),
    "NK1": (words.NEXT_OF_KIN, {2: words.NAME, 3: words.KIND, 4: words.ADDRESS, 5: words.PHONE}),
    "PV1": (
        words.VISIT,
        {
            2: words.KIND,
            3: words.BED,
            7: words.ATTENDING,
            8: words.REFERRER,
            19: words.IDENTIFIER,
            44: words.ADMITTED,
            45: words.DISCHARGED,
        },
    ),
    "ORC": (
        words.ORDER,
        {2: words.ORDER_NUMBER, 3: words.ORDER_NUMBER, 9: words.TIME, 12: words.REQUESTER},
    ),
    "OBR": (
        words.ORDER,
        {
            2: words.ORDER_NUMBER,
            3: words.ORDER_NUMBER,
            4: words.OBSERVATION,
            7: words.EFFECTIVE,
            13: words.NOTE,
            15: words.SPECIMEN,
            16: words.REQUESTER,
            22: words.ISSUED,
            25: words.STATUS,
            31: words.REASON,
        },
    ),
    "AL1": (
        words.ALLERGY,
        {2: words.KIND, 3: words.ALLERGEN, 4: words.SEVERITY, 5: words.REACTION, 6: words.RECORDED},
    ),
    "IAM": (
        words.ALLERGY,
        {2: words.KIND, 3: words.ALLERGEN, 4: words.SEVERITY, 5: words.REACTION},
    ),
    "DG1": (
        words.DIAGNOSIS,
        {3: words.CODE, 4: words.DIAGNOSIS, 5: words.EFFECTIVE, 6: words.KIND},
    ),
    "RXE": (
        words.MEDICATION_ORDER,
        {
            1: words.FREQUENCY,
            2: words.MEDICATION,
            3: words.DOSE,
            7: words.DOSAGE,
            21: words.NOTE,
        },
    ),
    "RXO": (
        words.MEDICATION_ORDER,
        {1: words.MEDICATION, 2: words.DOSE, 6: words.NOTE, 7: words.DOSAGE},
    ),
    "RXA": (
        words.MEDICATION_GIVEN,
        {3: words.EFFECTIVE, 5: words.MEDICATION, 6: words.DOSE, 15: words.LOT},
    ),
    "RXR": (words.ROUTE, {1: words.ROUTE, 2: words.BODY_PART, 4: words.METHOD}),
    "SPM": (words.SPECIMEN, {4: words.SPECIMEN, 17: words.EFFECTIVE}),
    "IN1": (words.INSURANCE, {}),
}

TIMES: Final = {
    "MSH": (7,),
    "PID": (7, 29),
    "PV1": (44, 45),
    "OBR": (7, 22),
    "ORC": (9,),
    "DG1": (5,),
    "AL1": (6,),
    "RXA": (3,),
}  # fmt: skip
PERSONS: Final = {"PID": (5,), "NK1": (2,)}
