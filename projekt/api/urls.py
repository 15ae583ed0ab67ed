from rest_framework.routers import SimpleRouter

from .region import RegionalDemandView
from .views import NeedViewSet, ProjectViewSet

router = SimpleRouter(use_regex_path=False)
router.register("projects", ProjectViewSet, basename="project")
router.register("needs", NeedViewSet, basename="need")
router.register("regional-demand", RegionalDemandView, basename="regional-demand")

urlpatterns = router.urls
