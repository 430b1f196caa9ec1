"""Why something was read as it was: the rule, in the user's words."""

from dispositif.kernel.refusal import phrase

RULES: dict[str, str] = {
    "act.verb": phrase("The paragraph opens with “%(verb)s”."),
    "act.further_verb": phrase("“%(verb)s” follows at clause level: the organ goes on to act."),
    "act.participle": phrase("“%(verb)s” introduces a preambular paragraph."),
    "act.weighed": phrase(
        "“%(verb)s” is rendered in other languages by verbs of different strength; the weight follows"
        " from whom it speaks to, the range from aligned translations."
    ),
    "mark.raised": phrase("The digits are raised, as note marks are."),
    "mark.boxed": phrase("The number stands in square brackets behind a word."),
    "mark.glued_word": phrase("Digits stand directly behind a word."),
    "mark.glued_number": phrase(
        "“%(glued)s” cannot be one number: no session adopted so many resolutions."
        " Its last digits call note %(number)s."
    ),
    "mark.glued_year": phrase("“%(glued)s” is no year. Its last digits call note %(number)s."),
    "mark.glued_doubtful": phrase(
        "“%(glued)s” could be one number, but note %(number)s is called nowhere else and this is its place."
    ),
    "mark.spaced": phrase(
        "A lone number stands where the next note is due, and no word there wants a number."
    ),
    "cite.number": phrase(
        "A number behind “resolution” or “decision”; its organ follows from the words beside it or its shape."
    ),
    "cite.number_other_body": phrase("A resolution of a body whose resolutions have no symbol of their own."),
    "cite.symbol": phrase("The text prints the document's symbol."),
    "cite.instrument": phrase("A treaty, declaration or plan known by this name."),
    "cite.generic": phrase("A mention in general: it names no single document."),
    "cite.self": phrase("The resolution speaks of itself."),
    "cite.note": phrase("The note that is called here names the document."),
}
"""rule id -> English sentence with %(…)s facts"""
