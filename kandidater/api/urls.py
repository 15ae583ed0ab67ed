from rest_framework.routers import SimpleRouter

from .handovers import HandoverViewSet
from .identity import IdentityViewSet
from .imports import ImportViewSet
from .passport import MyPassportViewSet, PassportViewSet
from .profile import ProfileViewSet
from .questions import AccessRequestViewSet, DuplicateQuestionViewSet
from .start import CoachStartViewSet
from .support import SupportViewSet
from .views import CandidateViewSet
from .views_saved import SavedViewViewSet

router = SimpleRouter(use_regex_path=False)
router.register("candidates", CandidateViewSet, basename="candidate")
router.register("candidates", ProfileViewSet, basename="candidate-profile")
router.register("candidates", SupportViewSet, basename="candidate-support")
router.register("candidate-views", SavedViewViewSet, basename="candidate-view")
router.register("handovers", HandoverViewSet, basename="handover")
router.register("start/coach", CoachStartViewSet, basename="start-coach")
router.register("imports", ImportViewSet, basename="import")
router.register("access-requests", AccessRequestViewSet, basename="access-request")
router.register("duplicate-questions", DuplicateQuestionViewSet, basename="duplicate-question")
router.register("candidates", IdentityViewSet, basename="candidate-identity")
router.register("candidates", PassportViewSet, basename="candidate-passport")
router.register("my-passport", MyPassportViewSet, basename="my-passport")
urlpatterns = router.urls
