"""Words of the ledger, and the chart of accounts a city begins with."""

from __future__ import annotations

from typing import NamedTuple

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class AccountKind(TextChoices):
    ASSET = "asset", pgettext_lazy("account", "Assets")
    LIABILITY = "liability", pgettext_lazy("account", "Owed")
    EQUITY = "equity", pgettext_lazy("account", "Accumulated")
    INCOME = "income", pgettext_lazy("account", "Income")
    EXPENSE = "expense", pgettext_lazy("account", "Expenses")


class Fault(TextChoices):
    UNBALANCED = "unbalanced", _("debits and credits differ")
    GAP = "gap", _("numbers of a month are not 1, 2, 3 …")
    CHANGED = "changed", _("an entry differs from its fingerprint in the audit record")
    UNRECORDED = "unrecorded", _("an entry has no fingerprint in the audit record")
    LOST = "lost", _("an entry of the audit record is missing")
    UNGUARDED = "unguarded", _("a guard of the database is missing")


class ChartLine(NamedTuple):
    code: str
    kind: AccountKind
    name_th: str
    name_en: str


BANK, PAYABLE_TAX, UNSPENT, GRANT_INCOME, OWN_INCOME = "1110", "2120", "2210", "4110", "4120"
# Ours: as short as a grant's accounts can be. First digits as in the chart of Thai local government.
CHART = (
    ChartLine(BANK, AccountKind.ASSET, "เงินฝากธนาคาร", "Bank"),
    ChartLine("1120", AccountKind.ASSET, "เงินสดย่อย", "Petty cash"),
    ChartLine("1210", AccountKind.ASSET, "เงินยืมทดรองจ่าย", "Advances to staff"),
    ChartLine("2110", AccountKind.LIABILITY, "ใบสำคัญค้างจ่าย", "Bills to pay"),
    ChartLine(PAYABLE_TAX, AccountKind.LIABILITY, "ภาษีหัก ณ ที่จ่ายรอนำส่ง", "Tax withheld, to be remitted"),
    ChartLine(UNSPENT, AccountKind.LIABILITY, "เงินทุนรับล่วงหน้าที่ยังไม่ได้ใช้", "Funds received and not yet spent"),
    ChartLine("3110", AccountKind.EQUITY, "ยอดสะสมยกมา", "Brought forward"),
    ChartLine(GRANT_INCOME, AccountKind.INCOME, "รายได้จากเงินทุน", "Income from grants"),
    ChartLine(OWN_INCOME, AccountKind.INCOME, "รายได้จากงบประมาณเทศบาล", "Income from the city's own budget"),
    ChartLine("5110", AccountKind.EXPENSE, "ค่าตอบแทนวิทยากร", "Fees of instructors"),
    ChartLine("5120", AccountKind.EXPENSE, "ค่าวัสดุ", "Materials"),
    ChartLine("5130", AccountKind.EXPENSE, "ค่าเดินทางและที่พัก", "Travel and lodging"),
    ChartLine("5140", AccountKind.EXPENSE, "ค่าอาหารและเครื่องดื่ม", "Food and drinks"),
    ChartLine("5150", AccountKind.EXPENSE, "ค่าเช่า", "Rent"),
    ChartLine("5160", AccountKind.EXPENSE, "ค่าจ้างเหมาบริการ", "Services hired"),
    ChartLine("5170", AccountKind.EXPENSE, "ค่าครุภัณฑ์", "Equipment"),
    ChartLine("5190", AccountKind.EXPENSE, "ค่าใช้จ่ายอื่น", "Other expenses"),
)
MOST_SATANG = 10**15
