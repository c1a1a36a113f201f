"""Files: sending, fetching, looking at them, saving: pages of the help."""

from __future__ import annotations

from app.ui.formats import translate
from app.ui.help.page import Block, Facts, Page, heading, step, term, text
from app.ui.help.words import key


def files_pages(facts: Facts) -> tuple[Page, ...]:
    """In the order in which they are listed."""
    return (_send(facts), _look(facts), _medical())


def _send(facts: Facts) -> Page:
    policy = facts.policy
    if not policy.max_file_mib:
        blocks: tuple[Block, ...] = (
            text(translate("Help", "Your clinic does not allow files to be sent.")),
        )
    else:
        blocks = (
            step(
                translate(
                    "Help",
                    "Press the paper clip ({attach}), drop files on the conversation, or paste "
                    "them into the field.",
                ).format(attach=key("attach"))
            ),
            step(
                translate(
                    "Help",
                    "Look at the name at the top: that is who gets them. Remove what was chosen "
                    "by mistake.",
                )
            ),
            step(translate("Help", "Press Send, or Enter. Esc leaves, and nothing is sent.")),
            text(
                translate(
                    "Help", "One file may have up to {count} MiB. Several can be sent at once."
                ).format(count=policy.max_file_mib)
            ),
            text(
                translate(
                    "Help",
                    "A file is encrypted on this computer before it leaves. The relay keeps it "
                    "for some weeks and cannot read it, not even its name.",
                )
            ),
            heading(translate("Help", "Pictures")),
            text(
                translate(
                    "Help",
                    "Pictures carry hidden details: where and when they were taken, with which "
                    "camera, by whom. Curbside removes them.",
                )
            ),
            text(
                translate("Help", "“Original with hidden details” sends the picture as it is.")
                if policy.allow_original_pictures
                else translate("Help", "Your clinic does not allow pictures with hidden details.")
            ),
            heading(translate("Help", "On its way")),
            text(
                translate(
                    "Help",
                    "The buttons beside a file pause it, go on, or cancel. It goes on by itself "
                    "after a lost connection, and when Curbside was closed.",
                )
            ),
        )
    return Page("files", translate("Help", "Send files"), blocks, see=("view-files", "states"))


def _look(facts: Facts) -> Page:
    policy = facts.policy
    saving = (
        translate(
            "Help",
            "“Save as…” writes a copy that is not encrypted any more. Each time is noted in "
            "Settings, Files.",
        )
        if policy.allow_save_files
        else translate(
            "Help",
            "Your clinic does not allow files to be saved outside Curbside, so there is no "
            "“Save as…” and pictures cannot be copied.",
        )
    )
    printing = (
        translate("Help", "Pictures and PDF can be printed. Each time is noted as well.")
        if policy.allow_print_files
        else translate("Help", "Your clinic does not allow files to be printed.")
    )
    return Page(
        "view-files",
        translate("Help", "Look at files and save them"),
        (
            text(
                translate(
                    "Help",
                    "Click on a file, or press Enter on it, to fetch it and to open it. {open} "
                    "does the same.",
                ).format(open="O")
            ),
            text(
                translate(
                    "Help",
                    "Files are opened in memory alone, by a part of Curbside that can reach "
                    "neither your files nor the network. All viewers close when Curbside locks.",
                )
            ),
            text(
                translate(
                    "Help",
                    "A file that is damaged, or of a kind that Curbside does not show, can still "
                    "be saved, if your clinic allows that.",
                )
            ),
            term(
                translate("Help", "Not for primary diagnosis"),
                translate(
                    "Help",
                    "Screens and programs for diagnosis are tested for it; this one is not. Use "
                    "what you see here to talk about a case, not to decide it.",
                ),
                "alert-triangle",
            ),
            heading(translate("Help", "Save and print")),
            text(saving),
            text(printing),
            text(
                translate(
                    "Help",
                    "Some files can run programs. Curbside warns before it saves one. Save it "
                    "only if you expected it.",
                )
            ),
            heading(translate("Help", "Keys")),
            text(
                translate(
                    "Help",
                    "{plus} and {minus} zoom, {find} finds words, {back} and {on} show the file "
                    "before and after, Esc closes.",
                ).format(plus="+", minus="-", find="Ctrl+F", back="Alt+←", on="Alt+→")
            ),
            heading(translate("Help", "Why is a file gone?")),
            text(
                translate(
                    "Help",
                    "The relay keeps files for some weeks. One that was not fetched by then has "
                    "expired: ask for it to be sent again.",
                )
            ),
        ),
        see=("files", "view-medical", "search"),
    )


def _medical() -> Page:
    return Page(
        "view-medical",
        translate("Help", "Medical images, ECGs and records"),
        (
            text(
                translate(
                    "Help",
                    "Curbside is no medical device, and what it shows is not for primary "
                    "diagnosis. Read images and ECGs for a diagnosis where your clinic does.",
                )
            ),
            text(
                translate(
                    "Help",
                    "The patient stands above each file. Compare name and date of birth before "
                    "you speak about it.",
                )
            ),
            heading(translate("Help", "Images")),
            text(
                translate(
                    "Help",
                    "Drag up for brighter and to the side for contrast, with the right button in "
                    "every tool. {window}, {move} and {measure} choose the tool, {preset} the next "
                    "window, {invert} swaps black and white.",
                ).format(window="W", move="H", measure="M", preset="P", invert="I")
            ),
            text(
                translate(
                    "Help",
                    "The wheel goes through the frames, with Ctrl it zooms. {loop} plays them.",
                ).format(loop="L")
            ),
            text(
                translate(
                    "Help",
                    "Distances are in mm where the file says how large pixels are, else in px. "
                    "Those at the detector of an X-ray are larger than in the patient.",
                )
            ),
            heading(translate("Help", "ECG")),
            text(
                translate(
                    "Help",
                    "The paper has its true size: 25 mm are a second, 10 mm a millivolt. Screens "
                    "often say a wrong size; the ruler in the toolbar corrects it for this screen.",
                )
            ),
            text(
                translate(
                    "Help",
                    "Drag to measure, or press {calipers} and use the arrow keys; {swap} changes "
                    "the end that moves. What the device found was checked by no one.",
                ).format(calipers="C", swap="X")
            ),
            heading(translate("Help", "Records")),
            text(
                translate(
                    "Help",
                    "Values stand with the unit and the flag that were sent; nothing is computed. "
                    "“As sent” shows the record itself.",
                )
            ),
        ),
        see=("view-files",),
    )
