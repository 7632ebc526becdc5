"""What may be typed about indicators and figures."""

from mueang.apps.indicators.forms.figures import CheckForm, FigureFileForm, FigureForm, WhyForm
from mueang.apps.indicators.forms.indicators import IndicatorForm
from mueang.apps.indicators.forms.panels import JudgementForm, PanelForm

__all__ = [
    "CheckForm",
    "FigureFileForm",
    "FigureForm",
    "IndicatorForm",
    "JudgementForm",
    "PanelForm",
    "WhyForm",
]
