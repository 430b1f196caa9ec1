"""Version 1 of the API: what it holds, stage by stage."""

from dispositif import __version__
from dispositif.api.adherence import router as adherence
from dispositif.api.adherence import states
from dispositif.api.clauses import router as clauses
from dispositif.api.description import Described
from dispositif.api.documents import router as documents
from dispositif.api.due import router as due
from dispositif.api.figures import router as figures
from dispositif.api.following import router as following
from dispositif.api.imports import router as imports
from dispositif.api.instruments import router as instruments
from dispositif.api.mandates import router as mandates
from dispositif.api.mechanisms import router as mechanisms
from dispositif.api.messages import router as messages
from dispositif.api.people import router as people
from dispositif.api.plans import router as plans
from dispositif.api.problems import answer_in_problems
from dispositif.api.provisions import router as provisions
from dispositif.api.registers import router as registers
from dispositif.api.sessions import router as sessions
from dispositif.api.sheets import router as sheets
from dispositif.api.strategies import router as strategies
from dispositif.api.strategy_changes import router as strategy_changes
from dispositif.api.trail import router as trail
from dispositif.api.world import router as world

api = Described(title="Dispositif", version=__version__, urls_namespace="api-v1", docs_url=None)
answer_in_problems(api)
api.add_router("/documents", documents)
api.add_router("/provisions", provisions)
api.add_router("/imports", imports)
api.add_router("/world", world)
api.add_router("/people", people)
api.add_router("/trail", trail)
api.add_router("/due", due)
api.add_router("/figures", figures)
api.add_router("/messages", messages)
api.add_router("/clauses/plans", plans)
api.add_router("/clauses", clauses)
api.add_router("/mandates", sheets)
api.add_router("/mandates", following)
api.add_router("/mandates", mandates)
api.add_router("/instruments/sessions", sessions)
api.add_router("/instruments/mechanisms", mechanisms)
api.add_router("/instruments", registers)
api.add_router("/instruments", adherence)
api.add_router("/instruments", instruments)
api.add_router("/states", states)
api.add_router("/strategies", strategy_changes)
api.add_router("/strategies", strategies)
