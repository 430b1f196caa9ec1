"""The closed vocabulary of a reading: acts, addressees, named instruments, scale of strength.

Identifiers and English labels are those of the un-labels/1 vocabulary of hand-labelled resolutions;
French labels are ours. Default strength by act family: scale after the Mandate Implementation
Review of 2006 (a mandate is a request or direction for action by an implementing entity).
"""

from dispositif.kernel.refusal import phrase

STRENGTH: dict[int, str] = {
    0: phrase("stance"),
    1: phrase("invite, encourage, hope"),
    2: phrase("call upon, appeal, recommend"),
    3: phrase("request, urge"),
    4: phrase("decide, demand, authorize, adopt"),
}

ACTS: dict[str, tuple[int, str, str]] = {
    "recall": (0, "recalls an earlier text or event", "rappelle un texte ou un fait"),
    "be_conscious": (0, "is conscious or aware of", "est conscient de"),
    "bear_in_mind": (0, "bears in mind, is mindful of", "garde à l’esprit"),
    "consider": (0, "considers, holds that", "considère, estime que"),
    "stress": (0, "stresses, emphasizes, insists on, underlines", "souligne, insiste sur"),
    "note": (0, "notes (a fact)", "note (un fait)"),
    "take_note": (0, "takes note of a report or text", "prend note d’un rapport ou d’un texte"),
    "take_into_account": (0, "takes into account", "tient compte de"),
    "reaffirm": (0, "reaffirms, affirms anew", "réaffirme"),
    "affirm": (0, "affirms", "affirme"),
    "recognize": (0, "recognizes, acknowledges", "reconnaît, constate"),
    "confirm": (0, "confirms", "confirme"),
    "be_guided": (0, "is guided by", "est guidé par"),
    "be_encouraged": (0, "is encouraged by", "est encouragé par"),
    "be_convinced": (0, "is convinced", "est convaincu"),
    "having_considered": (0, "having considered, examined, received, heard", "ayant examiné, reçu, entendu"),
    "determine": (0, "determines (a situation)", "constate (une situation)"),
    "act_under": (0, "acting under a chapter or article", "agissant en vertu d’un chapitre ou article"),
    "express_concern": (0, "expresses concern, is concerned, alarmed", "se déclare préoccupé"),
    "express_appreciation": (0, "expresses appreciation, thanks", "remercie, sait gré"),
    "express": (0, "expresses another stance", "exprime une autre position"),
    "welcome": (0, "welcomes", "se félicite de, accueille avec satisfaction"),
    "commend": (0, "commends, pays tribute", "félicite, rend hommage"),
    "regret": (0, "regrets, deplores", "regrette, déplore"),
    "condemn": (0, "condemns", "condamne"),
    "support": (0, "supports", "appuie"),
    "endorse": (4, "endorses, makes its own", "souscrit à, fait sien"),
    "approve": (4, "approves", "approuve"),
    "adopt": (4, "adopts", "adopte"),
    "look_forward": (0, "looks forward to", "attend avec intérêt"),
    "expect": (1, "expects", "compte que"),
    "hope": (1, "hopes", "espère, souhaite"),
    "invite": (1, "invites", "invite"),
    "encourage": (1, "encourages", "encourage"),
    "recommend": (2, "recommends, advocates", "recommande, préconise"),
    "call_upon": (2, "calls upon, appeals to", "engage, demande à"),
    "call_for": (2, "calls for (an action without addressee)", "demande (une action, sans destinataire)"),
    "appeal": (2, "appeals to, launches an appeal", "lance un appel"),
    "request": (3, "requests, asks", "prie, demande"),
    "urge": (3, "urges, exhorts, strongly encourages", "exhorte, prie instamment"),
    "demand": (4, "demands", "exige"),
    "direct": (4, "directs, instructs", "charge, donne pour instruction"),
    "authorize": (4, "authorizes", "autorise"),
    "decide": (4, "decides", "décide"),
    "extend": (4, "extends or renews a mandate or period", "proroge, reconduit"),
    "establish": (4, "establishes", "crée, institue"),
    "proclaim": (4, "proclaims, declares", "proclame, déclare"),
    "draw_attention": (0, "draws attention to", "appelle l’attention sur"),
    "reiterate": (0, "reiterates", "réitère"),
}
"""act -> (default strength, English label, French label)"""

DIRECTIVE = frozenset(
    "invite encourage recommend call_upon call_for appeal request urge demand direct authorize".split()
)
"""Acts that want somebody to do something: they carry addressees, actions, deadlines."""

ADDRESSEES: dict[str, tuple[str, str]] = {
    "SG": ("Secretary-General", "Secrétaire général"),
    "SECRETARIAT": ("Secretariat", "Secrétariat"),
    "UNODC": (
        "United Nations Office on Drugs and Crime",
        "Office des Nations Unies contre la drogue et le crime",
    ),
    "OHCHR": ("Office of the High Commissioner for Human Rights", "Haut-Commissariat aux droits de l’homme"),
    "GA": ("General Assembly", "Assemblée générale"),
    "ECOSOC": ("Economic and Social Council", "Conseil économique et social"),
    "SC": ("Security Council", "Conseil de sécurité"),
    "HRC": ("Human Rights Council", "Conseil des droits de l’homme"),
    "CCPCJ": (
        "Commission on Crime Prevention and Criminal Justice",
        "Commission pour la prévention du crime et la justice pénale",
    ),
    "CND": ("Commission on Narcotic Drugs", "Commission des stupéfiants"),
    "CEPA": (
        "Committee of Experts on Public Administration",
        "Comité d’experts de l’administration publique",
    ),
    "CTC": ("Counter-Terrorism Committee", "Comité contre le terrorisme"),
    "CTED": ("its Executive Directorate", "sa Direction exécutive"),
    "UN_SYSTEM": (
        "organs, entities, agencies, funds and programmes of the United Nations system",
        "organes, entités, institutions, fonds et programmes des Nations Unies",
    ),
    "MEMBER_STATES": ("Member States", "États Membres"),
    "STATES": ("States, without 'all' or 'Member'", "États, sans « tous » ni « Membres »"),
    "STATES_ALL": ("all States", "tous les États"),
    "STATES_PARTIES": ("States parties to an instrument", "États parties à un instrument"),
    "PARTIES": ("parties to a conflict or agreement", "parties à un conflit ou à un accord"),
    "REIO_COMPETENT": (
        "competent regional economic integration organizations",
        "organisations d’intégration économique régionale compétentes",
    ),
    "IGOS": ("intergovernmental organizations", "organisations intergouvernementales"),
    "NGOS": ("non-governmental organizations", "organisations non gouvernementales"),
    "CIVIL_SOCIETY": ("civil society", "société civile"),
    "INTL_INSTITUTIONS_RELEVANT": (
        "relevant international institutions",
        "institutions internationales compétentes",
    ),
    "IFIS": ("international financial institutions", "institutions financières internationales"),
    "DONORS": ("donors, donor States", "donateurs, États donateurs"),
    "DONORS_INSTITUTIONAL": ("institutional donors", "bailleurs de fonds institutionnels"),
    "REGIONAL_ORGS": (
        "regional and subregional organizations",
        "organisations régionales et sous-régionales",
    ),
    "PRIVATE_SECTOR": ("private sector", "secteur privé"),
    "SPECIAL_PROCEDURES": (
        "special procedures and mandate holders",
        "procédures spéciales et titulaires de mandat",
    ),
    "RELEVANT_STAKEHOLDERS": ("relevant stakeholders", "parties prenantes concernées"),
}
"""addressee -> (English label, French label)"""

ENTITIES = frozenset("SG SECRETARIAT UNODC OHCHR UN_SYSTEM".split())
"""Addressees of the Secretariat and the system: with them a French “Demande” is a request."""

INSTRUMENTS: dict[str, tuple[str, str]] = {
    "UN-CHARTER": ("Charter of the United Nations", "charter"),
    "UDHR": ("Universal Declaration of Human Rights", "declaration"),
    "UNTOC": ("Convention against Transnational Organized Crime", "convention"),
    "UNTOC-PROTOCOLS": ("its protocols, named together", "convention"),
    "UNTOC-TIP": ("Trafficking in Persons Protocol", "convention"),
    "UNTOC-SOM": ("Smuggling of Migrants Protocol", "convention"),
    "UNTOC-FIREARMS": ("Firearms Protocol", "convention"),
    "UNCAC": ("Convention against Corruption", "convention"),
    "UN-GCTS": ("Global Counter-Terrorism Strategy", "strategy"),
    "BANGKOK-DECL-2005": ("Bangkok Declaration", "declaration"),
    "SALVADOR-DECL-2010": ("Salvador Declaration", "declaration"),
    "DOHA-DECL-2015": ("Doha Declaration", "declaration"),
    "KYOTO-DECL-2021": ("Kyoto Declaration", "declaration"),
    "AGENDA-2030": ("2030 Agenda", "plan"),
    "MDGS": ("Millennium Development Goals", "plan"),
    "ICCPR": ("International Covenant on Civil and Political Rights", "convention"),
    "ICESCR": ("International Covenant on Economic, Social and Cultural Rights", "convention"),
    "GENEVA-CONVENTIONS": ("Geneva Conventions of 1949", "convention"),
    "SINGLE-CONVENTION-1961": ("Single Convention on Narcotic Drugs", "convention"),
    "PSYCHOTROPICS-1971": ("Convention on Psychotropic Substances", "convention"),
    "ILLICIT-TRAFFIC-1988": ("Convention against Illicit Traffic", "convention"),
    "WSIS-PLAN-2003": ("Geneva Plan of Action (information society)", "plan"),
    "WSIS-TUNIS-2005": ("Tunis Agenda for the Information Society", "plan"),
    "WS-SETTLEMENT-PLAN": ("settlement plan for Western Sahara", "plan"),
    "self": ("the present resolution", "self"),
}
"""instrument -> (English label, type of citation)"""
