"""Forms of address that stand before a name, in full and cut short: "Sgt Bly" is Sergeant Bly."""

_FORMS = tuple(
    frozenset(form.split())
    for form in (
        "sergeant sgt sarge sargent seargent sergent",
        "inspector insp inspecter",
        "detective det dect dets",
        "captain capt cpt captn cap",
        "doctor dr doc",
        "lieutenant lt lieut",
        "professor prof",
        "colonel col",
        "commander cmdr cdr",
        "officer ofc offcr",
        "mister mr",
        "missus mrs",
        "reverend rev",
        "father fr",
        "saint st",
    )
)


def other_forms(key: str) -> tuple[str, ...]:
    """Return how else a form of address may be written; nothing for any other word."""
    return next((tuple(sorted(form - {key})) for form in _FORMS if key in form), ())
