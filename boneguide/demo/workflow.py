"""Where an article goes that is submitted: to a medical reviewer, then to compliance."""

from django.contrib.auth.models import Group
from wagtail.models import Page, Workflow, WorkflowPage, WorkflowTask

from health_content.models import ComplianceReviewTask, MedicalReviewTask

NAME = "Medical review and compliance"


def review_workflow(home: Page, *, reviewers: Group, officers: Group) -> None:
    """Make the workflow for the pages of the site, unless they have one of their own."""
    if WorkflowPage.objects.filter(page=home).exists():
        return
    medical = MedicalReviewTask.objects.create(name="Medical review")
    medical.groups.add(reviewers)
    compliance = ComplianceReviewTask.objects.create(name="Compliance review")
    compliance.groups.add(officers)
    workflow = Workflow.objects.create(name=NAME)
    for place, task in enumerate((medical, compliance)):
        WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=place)
    WorkflowPage.objects.create(page=home, workflow=workflow)
