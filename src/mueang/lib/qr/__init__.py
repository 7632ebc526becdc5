"""QR codes as rows of squares, and as SVG drawings of them."""

from mueang.lib.qr.drawing import QUIET_SQUARES, qr_svg
from mueang.lib.qr.modules import qr_modules

__all__ = ["QUIET_SQUARES", "qr_modules", "qr_svg"]
