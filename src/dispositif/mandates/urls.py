"""Addresses of mandates."""

from django.urls import path

from dispositif.mandates.views import (
    clause,
    figures,
    mandate,
    plan,
    propose,
    provision,
    register,
    reports,
    sheet,
)

app_name = "mandates"
urlpatterns = [
    path("", register.register, name="register"),
    path("bulk/", register.bulk, name="bulk"),
    path("import/", sheet.hand_in, name="import"),
    path("import/<uuid:uuid>/", sheet.intake, name="intake"),
    path("import/<uuid:uuid>/findings.csv", sheet.findings, name="findings"),
    path("figures/", figures.figures, name="figures"),
    path("figures/<str:name>/", figures.one_figure, name="figure"),
    path("propose/<str:slug>/", propose.propose, name="propose"),
    path("reports/<str:slug>/", reports.reports, name="reports"),
    path("provision/<uuid:uuid>/", provision.provision, name="provision"),
    path("panels/document/<str:slug>/", propose.of_document, name="of_document"),
    path("panels/provisions/<str:slug>/", provision.provisions, name="provisions"),
    path("plans/", plan.plans, name="plans"),
    path("plans/<int:year>/", plan.plan, name="plan"),
    path("plans/import/<uuid:uuid>/", plan.plan_import, name="plan_import"),
    path("priorities/", clause.priorities, name="priorities"),
    path("lineage/<uuid:uuid>/", clause.lineage, name="lineage"),
    path("<uuid:uuid>/", mandate.mandate, name="mandate"),
]
