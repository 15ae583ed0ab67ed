from rest_framework.routers import SimpleRouter

from .views import NeedViewSet, ProjectViewSet

router = SimpleRouter(use_regex_path=False)
router.register("projects", ProjectViewSet, basename="project")
router.register("needs", NeedViewSet, basename="need")

urlpatterns = router.urls
