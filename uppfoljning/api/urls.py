from rest_framework.routers import SimpleRouter

from .clauses import ClauseReportViewSet

router = SimpleRouter(use_regex_path=False)
router.register("clause-reports", ClauseReportViewSet, basename="clause-report")

urlpatterns = router.urls
