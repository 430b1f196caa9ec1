"""Addresses of instruments."""

from django.urls import URLPattern, path

from dispositif.instruments.views import (
    attendance,
    follow_up,
    grid,
    instrument,
    maps,
    mechanisms,
    notify,
    provision,
    register,
    sessions,
    state,
    strategies,
    strategy_import,
)

app_name = "instruments"
urlpatterns: list[URLPattern] = [
    path("", grid.grid, name="grid"),
    path("map/", maps.map_of, name="map"),
    path("follow-up/", follow_up.follow_up, name="follow_up"),
    path("states/<str:code>/", state.state, name="state"),
    path("import/", register.hand_in, name="import"),
    path("import/<uuid:uuid>/", register.import_register, name="import_register"),
    path("provision/<uuid:uuid>/", provision.provision, name="provision"),
    path("panels/provisions/<str:slug>/", provision.provisions, name="provisions"),
    path("unresolved/", register.unresolved, name="unresolved"),
    path("export/", register.export, name="export"),
    path("<str:code>/notify/", notify.notify, name="notify"),
    path("strategies/", strategies.strategies, name="strategies"),
    path("strategies/coverage/", strategies.coverage, name="strategy_coverage"),
    path("strategies/record/", strategies.record, name="record_strategy"),
    path("strategies/import/", strategy_import.hand_in, name="strategies_import"),
    path("strategies/import/<uuid:uuid>/", strategy_import.intake, name="strategy_intake"),
    path("strategies/<uuid:uuid>/", strategies.strategy, name="strategy"),
    path("conferences/", sessions.conferences, name="conferences"),
    path("conferences/<str:body>/<str:slug>/", sessions.session, name="session"),
    path("conferences/<str:body>/<str:slug>/attendance/", attendance.hand_in, name="attendance"),
    path(
        "conferences/<str:body>/<str:slug>/attendance/<uuid:uuid>/",
        attendance.preview,
        name="attendance_preview",
    ),
    path("mechanisms/<str:code>/", mechanisms.mechanism, name="mechanism"),
    path("questionnaires/<uuid:uuid>/", mechanisms.questionnaire, name="questionnaire"),
    path("<str:code>/", instrument.instrument, name="instrument"),  # last: it takes every word
]
