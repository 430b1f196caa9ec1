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
    "recall": (0, phrase("recalls an earlier text or event"), "rappelle un texte ou un fait"),
    "be_conscious": (0, phrase("is conscious or aware of"), "est conscient de"),
    "bear_in_mind": (0, phrase("bears in mind, is mindful of"), "garde à l’esprit"),
    "consider": (0, phrase("considers, holds that"), "considère, estime que"),
    "stress": (0, phrase("stresses, emphasizes, insists on, underlines"), "souligne, insiste sur"),
    "note": (0, phrase("notes (a fact)"), "note (un fait)"),
    "take_note": (0, phrase("takes note of a report or text"), "prend note d’un rapport ou d’un texte"),
    "take_into_account": (0, phrase("takes into account"), "tient compte de"),
    "reaffirm": (0, phrase("reaffirms, affirms anew"), "réaffirme"),
    "affirm": (0, phrase("affirms"), "affirme"),
    "recognize": (0, phrase("recognizes, acknowledges"), "reconnaît, constate"),
    "confirm": (0, phrase("confirms"), "confirme"),
    "be_guided": (0, phrase("is guided by"), "est guidé par"),
    "be_encouraged": (0, phrase("is encouraged by"), "est encouragé par"),
    "be_convinced": (0, phrase("is convinced"), "est convaincu"),
    "having_considered": (
        0,
        phrase("having considered, examined, received, heard"),
        "ayant examiné, reçu, entendu",
    ),
    "determine": (0, phrase("determines (a situation)"), "constate (une situation)"),
    "act_under": (
        0,
        phrase("acting under a chapter or article"),
        "agissant en vertu d’un chapitre ou article",
    ),
    "express_concern": (0, phrase("expresses concern, is concerned, alarmed"), "se déclare préoccupé"),
    "express_appreciation": (0, phrase("expresses appreciation, thanks"), "remercie, sait gré"),
    "express": (0, phrase("expresses another stance"), "exprime une autre position"),
    "welcome": (0, phrase("welcomes"), "se félicite de, accueille avec satisfaction"),
    "commend": (0, phrase("commends, pays tribute"), "félicite, rend hommage"),
    "regret": (0, phrase("regrets, deplores"), "regrette, déplore"),
    "condemn": (0, phrase("condemns"), "condamne"),
    "support": (0, phrase("supports"), "appuie"),
    "endorse": (4, phrase("endorses, makes its own"), "souscrit à, fait sien"),
    "approve": (4, phrase("approves"), "approuve"),
    "adopt": (4, phrase("adopts"), "adopte"),
    "look_forward": (0, phrase("looks forward to"), "attend avec intérêt"),
    "expect": (1, phrase("expects"), "compte que"),
    "hope": (1, phrase("hopes"), "espère, souhaite"),
    "invite": (1, phrase("invites"), "invite"),
    "encourage": (1, phrase("encourages"), "encourage"),
    "recommend": (2, phrase("recommends, advocates"), "recommande, préconise"),
    "call_upon": (2, phrase("calls upon, appeals to"), "engage, demande à"),
    "call_for": (
        2,
        phrase("calls for (an action without addressee)"),
        "demande (une action sans destinataire)",
    ),
    "appeal": (2, phrase("appeals to, launches an appeal"), "lance un appel"),
    "request": (3, phrase("requests, asks"), "prie, demande"),
    "urge": (3, phrase("urges, exhorts, strongly encourages"), "exhorte, prie instamment"),
    "demand": (4, phrase("demands"), "exige"),
    "direct": (4, phrase("directs, instructs"), "charge, donne pour instruction"),
    "authorize": (4, phrase("authorizes"), "autorise"),
    "decide": (4, phrase("decides"), "décide"),
    "extend": (4, phrase("extends or renews a mandate or period"), "proroge, reconduit"),
    "establish": (4, phrase("establishes"), "crée, institue"),
    "proclaim": (4, phrase("proclaims, declares"), "proclame, déclare"),
    "draw_attention": (0, phrase("draws attention to"), "appelle l’attention sur"),
    "reiterate": (0, phrase("reiterates"), "réitère"),
}
"""act -> (default strength, English label, French label)"""

DIRECTIVE = frozenset(
    "invite encourage recommend call_upon call_for appeal request urge demand direct authorize".split()
)
"""Acts that want somebody to do something: they carry addressees, actions, deadlines."""

ADDRESSEES: dict[str, tuple[str, str]] = {
    "SG": (phrase("Secretary-General"), "Secrétaire général"),
    "SECRETARIAT": (phrase("Secretariat"), "Secrétariat"),
    "UNODC": (
        phrase("United Nations Office on Drugs and Crime"),
        "Office des Nations Unies contre la drogue et le crime",
    ),
    "OHCHR": (
        phrase("Office of the High Commissioner for Human Rights"),
        "Haut-Commissariat aux droits de l’homme",
    ),
    "GA": (phrase("General Assembly"), "Assemblée générale"),
    "ECOSOC": (phrase("Economic and Social Council"), "Conseil économique et social"),
    "SC": (phrase("Security Council"), "Conseil de sécurité"),
    "HRC": (phrase("Human Rights Council"), "Conseil des droits de l’homme"),
    "CCPCJ": (
        phrase("Commission on Crime Prevention and Criminal Justice"),
        "Commission pour la prévention du crime et la justice pénale",
    ),
    "CND": (phrase("Commission on Narcotic Drugs"), "Commission des stupéfiants"),
    "CEPA": (
        phrase("Committee of Experts on Public Administration"),
        "Comité d’experts de l’administration publique",
    ),
    "CTC": (phrase("Counter-Terrorism Committee"), "Comité contre le terrorisme"),
    "CTED": (phrase("its Executive Directorate"), "sa Direction exécutive"),
    "UN_SYSTEM": (
        phrase("organs, entities, agencies, funds and programmes of the United Nations system"),
        "organes, entités, institutions, fonds et programmes des Nations Unies",
    ),
    "MEMBER_STATES": (phrase("Member States"), "États Membres"),
    "STATES": (phrase("States"), "États"),
    "STATES_ALL": (phrase("all States"), "tous les États"),
    "STATES_PARTIES": (phrase("States parties to an instrument"), "États parties à un instrument"),
    "PARTIES": (phrase("parties to a conflict or agreement"), "parties à un conflit ou à un accord"),
    "REIO_COMPETENT": (
        phrase("competent regional economic integration organizations"),
        "organisations d’intégration économique régionale compétentes",
    ),
    "IGOS": (phrase("intergovernmental organizations"), "organisations intergouvernementales"),
    "NGOS": (phrase("non-governmental organizations"), "organisations non gouvernementales"),
    "CIVIL_SOCIETY": (phrase("civil society"), "société civile"),
    "INTL_INSTITUTIONS_RELEVANT": (
        phrase("relevant international institutions"),
        "institutions internationales compétentes",
    ),
    "IFIS": (phrase("international financial institutions"), "institutions financières internationales"),
    "DONORS": (phrase("donors, donor States"), "donateurs, États donateurs"),
    "DONORS_INSTITUTIONAL": (phrase("institutional donors"), "bailleurs de fonds institutionnels"),
    "REGIONAL_ORGS": (
        phrase("regional and subregional organizations"),
        "organisations régionales et sous-régionales",
    ),
    "PRIVATE_SECTOR": (phrase("private sector"), "secteur privé"),
    "SPECIAL_PROCEDURES": (
        phrase("special procedures and mandate holders"),
        "procédures spéciales et titulaires de mandat",
    ),
    "RELEVANT_STAKEHOLDERS": (phrase("relevant stakeholders"), "parties prenantes concernées"),
}
"""addressee -> (English label, French label)"""

ENTITIES = frozenset("SG SECRETARIAT UNODC OHCHR UN_SYSTEM".split())
"""Addressees of the Secretariat and the system: with them a French “Demande” is a request."""

INSTRUMENTS: dict[str, tuple[str, str]] = {
    "UN-CHARTER": (phrase("Charter of the United Nations"), "charter"),
    "UDHR": (phrase("Universal Declaration of Human Rights"), "declaration"),
    "UNTOC": (phrase("Convention against Transnational Organized Crime"), "convention"),
    "UNTOC-PROTOCOLS": (phrase("its protocols, named together"), "convention"),
    "UNTOC-TIP": (phrase("Trafficking in Persons Protocol"), "convention"),
    "UNTOC-SOM": (phrase("Smuggling of Migrants Protocol"), "convention"),
    "UNTOC-FIREARMS": (phrase("Firearms Protocol"), "convention"),
    "UNCAC": (phrase("Convention against Corruption"), "convention"),
    "UN-GCTS": (phrase("Global Counter-Terrorism Strategy"), "strategy"),
    "BANGKOK-DECL-2005": (phrase("Bangkok Declaration"), "declaration"),
    "SALVADOR-DECL-2010": (phrase("Salvador Declaration"), "declaration"),
    "DOHA-DECL-2015": (phrase("Doha Declaration"), "declaration"),
    "KYOTO-DECL-2021": (phrase("Kyoto Declaration"), "declaration"),
    "AGENDA-2030": (phrase("2030 Agenda"), "plan"),
    "MDGS": (phrase("Millennium Development Goals"), "plan"),
    "ICCPR": (phrase("International Covenant on Civil and Political Rights"), "convention"),
    "ICESCR": (phrase("International Covenant on Economic, Social and Cultural Rights"), "convention"),
    "GENEVA-CONVENTIONS": (phrase("Geneva Conventions of 1949"), "convention"),
    "SINGLE-CONVENTION-1961": (phrase("Single Convention on Narcotic Drugs"), "convention"),
    "PSYCHOTROPICS-1971": (phrase("Convention on Psychotropic Substances"), "convention"),
    "ILLICIT-TRAFFIC-1988": (phrase("Convention against Illicit Traffic"), "convention"),
    "WSIS-PLAN-2003": (phrase("Geneva Plan of Action (information society)"), "plan"),
    "WSIS-TUNIS-2005": (phrase("Tunis Agenda for the Information Society"), "plan"),
    "WS-SETTLEMENT-PLAN": (phrase("settlement plan for Western Sahara"), "plan"),
    "self": (phrase("the present resolution"), "self"),
}
"""instrument -> (English label, type of citation)"""
