from rest_framework.routers import SimpleRouter

from .head_count import HeadCountViewSet
from .my_path import MyPathViewSet
from .nearest import NearestViewSet
from .offers import OfferViewSet
from .placements import PlacementViewSet
from .proposals import ProposalViewSet
from .runs import RunViewSet
from .start import CompanyStartView, CoordinatorStartView

router = SimpleRouter(use_regex_path=False)
router.register("candidates", NearestViewSet, basename="candidate-nearest")
router.register("projects", HeadCountViewSet, basename="project-head-count")
router.register("runs", RunViewSet, basename="run")
router.register("proposals", ProposalViewSet, basename="proposal")
router.register("offers", OfferViewSet, basename="offer")
router.register("my-path", MyPathViewSet, basename="my-path")
router.register("placements", PlacementViewSet, basename="placement")
router.register("start/coordinator", CoordinatorStartView, basename="start-coordinator")
router.register("start/company", CompanyStartView, basename="start-company")

urlpatterns = router.urls
