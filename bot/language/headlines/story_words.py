"""Words by which headlines tell what happened, in four languages; all as bot.domain.names folds them."""

EVENTS = {
    word: event
    for event, words in {
        "renewed": "renew renews renewed renewal orders ordered verlangert renouvelee renueva renovada",
        "returns": "return returns returned returning back reprises wieder zuruck revient retour vuelve brings",
        "ended": "cancel cancels cancelled canceled cancellation axed axes scrapped abgesetzt annulee cancelada "
        "end ends ended ending last final",
        "joins": "join joins joined joining play plays role cast casts casting adds added board boards besetzt rejoint "
        "aboard incorpora llega",
        "leaves": "leave leaves leaving left exit exits quit quits quitting departs steigt quitte abandona loses",
        "trailer": "trailer trailers annonce avance",
        "teaser": "teaser teasers",
        "pictures": "picture pictures photo photos image images bilder imagenes fotos",
        "filming": "filming production shooting shoots drehstart dreharbeiten tournage rodaje cameras",
        "begins": "begin begins begun began start starts starting opens beginnt commence empieza",
        "review": "review reviewed kritik critique critica",
        "moved": "delay delays delayed moved postponed pushed put verschoben reporte retrasa",
        "date": "date dates premiere premieres premiering debuts arrives termin estreno estrena",
        "directs": "direct directs directed directing director regie realise dirige",
    }.items()
    for word in words.split()
}
DENIALS = frozenset(("not", "never", "denies", "deny", "denied", "wont", "nicht", "kein", "pas", "dementi", "niega"))
LITTLE = frozenset(
    """
    a an the of in on at to for from by with and or but as is are was were be been has have had will would can could it
    its this that these his her their they he she you we i who whom what how why when where which gets get says say
    said tells tell told new one more than into out up off over about after before
    der die das den dem ein eine einen und im in zu zum zur von mit fur auf ist hat
    le la les l un une des de du et en pour sur est au aux el los las del y por con se su sus al para
    season seasons series staffel saison temporada show episode drama star stars actor actress s
    """.split()
)
MONTHS = {
    word: number
    for number, words in enumerate(
        (
            "january januar janvier enero",
            "february februar fevrier febrero",
            "march marz mars marzo",
            "april avril abril",
            "may mai mayo",
            "june juni juin junio",
            "july juli juillet julio",
            "august aout agosto",
            "september septembre septiembre",
            "october oktober octobre octubre",
            "november novembre noviembre",
            "december dezember decembre diciembre",
        ),
        start=1,
    )
    for word in words.split()
}
VERBS_TOO = frozenset(("may", "march"))
