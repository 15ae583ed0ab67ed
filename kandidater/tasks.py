from uuid import UUID

from celery import shared_task


@shared_task(name="kandidater.run_import", ignore_result=True)  # type: ignore[untyped-decorator]
def run_import(import_id: str) -> None:
    """The bell was rung for this import. Claiming decides whether there is anything to do."""
    from .imports.work import work

    work(UUID(import_id))
