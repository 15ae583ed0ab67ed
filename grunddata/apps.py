from django.apps import AppConfig


class GrunddataConfig(AppConfig):
    name = "grunddata"
    verbose_name = "Grunddata"
