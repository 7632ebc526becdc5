"""Whether reviewers mean the same: kappas for categories, alpha and the intraclass correlation for scores."""

from mueang.methods.agreement.categories import cohen_kappa, fleiss_kappa
from mueang.methods.agreement.errors import AgreementRefused
from mueang.methods.agreement.scores import Intraclass, intraclass, krippendorff_alpha

__all__ = ["AgreementRefused", "Intraclass", "cohen_kappa", "fleiss_kappa", "intraclass", "krippendorff_alpha"]
