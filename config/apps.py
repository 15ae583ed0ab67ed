from django.apps import AppConfig


class ConfigConfig(AppConfig):
    name = "config"
    verbose_name = "Byggvägen"

    def ready(self) -> None:
        from konton.enums import Role
        from konton.policy import register

        # The shape of the API is not public where real people's data is kept.
        register("schema", {"retrieve": {Role.COORDINATOR, Role.ADMIN}})
