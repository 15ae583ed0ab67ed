from uuid import UUID

from celery import shared_task


@shared_task(name="matchning.run_optimisation", ignore_result=True)  # type: ignore[untyped-decorator]
def run_optimisation(run_id: str) -> None:
    """The bell was rung for this run. Claiming decides whether there is anything to do."""
    from .services.execution import execute_run

    execute_run(run_id=UUID(run_id))
