from rest_framework.routers import SimpleRouter

from .profile import ProfileViewSet
from .views import CandidateViewSet

router = SimpleRouter(use_regex_path=False)
router.register("candidates", CandidateViewSet, basename="candidate")
router.register("candidates", ProfileViewSet, basename="candidate-profile")
urlpatterns = router.urls
