from rest_framework.routers import SimpleRouter

from .views import CandidateViewSet

router = SimpleRouter(use_regex_path=False)
router.register("candidates", CandidateViewSet, basename="candidate")
urlpatterns = router.urls
