from rest_framework.routers import SimpleRouter

from .adverts import AdvertImportViewSet, AdvertViewSet
from .contracts import ContractViewSet
from .region import RegionalDemandView
from .views import NeedViewSet, ProjectViewSet

router = SimpleRouter(use_regex_path=False)
router.register("projects", ProjectViewSet, basename="project")
router.register("needs", NeedViewSet, basename="need")
router.register("regional-demand", RegionalDemandView, basename="regional-demand")
router.register("advert-imports", AdvertImportViewSet, basename="advert_import")
router.register("adverts", AdvertViewSet, basename="advert")
router.register("contracts", ContractViewSet, basename="contract")

urlpatterns = router.urls
