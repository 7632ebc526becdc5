"""What is sold of the city's heritage, by whom, and the income its sellers state."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q

from mueang.apps.heritage.models.items import HeritageItem
from mueang.apps.network.models import Organization
from mueang.apps.people.models import Person


class Product(models.Model):
    """Something made for sale out of an item, by a person or a group; private until its seller agrees to show it."""

    personal_data: ClassVar[str] = "who sells what"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    item = models.ForeignKey(HeritageItem, models.CASCADE, related_name="products")
    name_th = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200, blank=True)
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="products")
    organization = models.ForeignKey(Organization, models.PROTECT, null=True, blank=True, related_name="+")
    since_year = models.PositiveSmallIntegerField(null=True, blank=True)
    is_shown = models.BooleanField(default=False)
    shows_income = models.BooleanField(default=False)

    class Meta:
        ordering = ["item", "name_th", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(person=None, organization__isnull=False) | Q(person__isnull=False, organization=None),
                name="a_product_has_one_seller",
            ),
            models.CheckConstraint(
                condition=Q(shows_income=False) | Q(is_shown=True), name="shown_income_is_of_a_shown_product"
            ),
        ]

    def __str__(self) -> str:
        return self.name_th


class ProductIncome(models.Model):
    """What a product brought in one year (of the common era), as its seller states it."""

    personal_data: ClassVar[str] = "the income somebody states"

    product = models.ForeignKey(Product, models.CASCADE, related_name="incomes")
    year = models.PositiveSmallIntegerField()
    satang = models.PositiveBigIntegerField()
    stated_on = models.DateField()

    class Meta:
        ordering = ["product", "-year"]
        constraints = [models.UniqueConstraint(fields=["product", "year"], name="one_income_a_product_and_year")]

    def __str__(self) -> str:
        return f"{self.product_id} {self.year}"
