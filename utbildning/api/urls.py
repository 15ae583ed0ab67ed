from rest_framework.routers import SimpleRouter

from .views import CourseViewSet, IntakeViewSet

router = SimpleRouter(use_regex_path=False)
router.register("courses", CourseViewSet, basename="course")
router.register("intakes", IntakeViewSet, basename="intake")

urlpatterns = router.urls
